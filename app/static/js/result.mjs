// The result page. Every question is on it, so choosing which to show needs neither network nor reload:
// what has the focus keeps it, and what was opened stays open. In the print view: the button that prints.

const links = document.getElementById("which-links");
const form = document.getElementById("which-form");
const print = document.getElementById("print-now");

if (links && form) {
  form.querySelector("button").hidden = true;
  links.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-show]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    show(link.dataset.show);
  });
  form.elements.show.addEventListener("change", (event) => show(event.target.value));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(form.elements.show.value);
  });
}

if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

function show(which) {
  let shown = 0;
  for (const question of document.querySelectorAll(".cr-marked")) {
    question.hidden = !question.dataset.under.split(" ").includes(which);
    shown += question.hidden ? 0 : 1;
  }
  for (const link of links.querySelectorAll("a")) {
    if (link.dataset.show === which) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  form.elements.show.value = which;
  const anyWrong = document.querySelector('.cr-marked[data-under~="wrong"]');
  document.getElementById("none-wrong").hidden = which === "flagged" || anyWrong !== null;
  document.getElementById("none-flagged").hidden = which !== "flagged" || shown > 0;
  document.getElementById("shown-count").textContent = `${shown} question${shown === 1 ? "" : "s"} shown`;
  const address = new URL(location.href);
  address.searchParams.set("show", which);
  history.replaceState(history.state, "", address);
}
