// The feedback of a case. Choosing a line shows its evidence alone in the record, the apprentice's and the
// reference's apart, and leads back to the same line. Without script every line's evidence is marked.

const record = document.getElementById("record");
const chosen = document.getElementById("chosen");
const words = document.getElementById("chosen-words");
const back = document.getElementById("chosen-back");
const all = document.getElementById("chosen-all");
const column = document.querySelector(".cr-column");
let from = null;

document.getElementById("lines").addEventListener("click", (event) => {
  const link = event.target.closest("a[data-shows]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  from = link;
  show(link.dataset.shows);
});

back.addEventListener("click", (event) => {
  event.preventDefault();
  column.classList.remove("cr-column--record");
  from.closest(".cr-compared__line").scrollIntoView({ block: "nearest" });
  from.focus();
});

all.addEventListener("click", () => {
  record.classList.remove("cr-shown--one");
  for (const one of document.querySelectorAll(".cr-words--on, .cr-compared__line--chosen")) {
    one.classList.remove("cr-words--on", "cr-compared__line--chosen");
  }
  words.textContent = "The evidence of all lines is marked.";
  all.hidden = true;
  record.focus({ preventScroll: true });
});

function show(name) {
  record.classList.add("cr-shown--one");
  const found = { mine: 0, reference: 0 };
  let first = null;
  for (const mark of record.querySelectorAll("mark")) {
    const whose = ["mine", "reference"].filter((one) => mark.dataset[one]?.split(" ").includes(name));
    for (const one of whose) found[one] += 1;
    mark.classList.toggle("cr-words--on", whose.length > 0);
    if (whose.length) first ??= mark;
  }
  for (const card of document.querySelectorAll(".cr-compared__line")) {
    card.classList.toggle("cr-compared__line--chosen", card.dataset.line === name);
  }
  column.classList.add("cr-column--record"); // on a phone a view of its own, see the stylesheet
  chosen.hidden = all.hidden = false;
  words.textContent = said(name, found);
  record.focus({ preventScroll: true });
  (first ?? record).scrollIntoView({ block: first ? "center" : "start" });
}

function said(name, found) {
  const card = document.querySelector(`[data-line="${name}"]`);
  const code = [...card.querySelectorAll(".cr-compared__code")].at(-1).textContent;
  const whose = [
    found.reference ? "what the reference rests on is marked" : "",
    found.mine ? "what you linked is marked" : "",
  ].filter(Boolean);
  return `Evidence for ${code}: ${whose.join(", and ") || "none of it can be marked here"}.`;
}
