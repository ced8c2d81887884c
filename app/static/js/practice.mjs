// A question of practice: counts the time it is in sight, where the person wants to see it, and checks
// the answer without losing the page when there is no network. Without this script the form does it all.

const form = document.getElementById("practice");
const told = document.getElementById("told");

let busy = false;
let earlier = 0; // milliseconds in sight before the page was last hidden
let since = document.hidden ? null : performance.now();

document.addEventListener("visibilitychange", () => {
  earlier = inSight();
  since = document.hidden ? null : performance.now();
});
if (form.dataset.pace) watchPace(Number(form.dataset.pace));
form.addEventListener("submit", check);

function watchPace(pace) {
  const line = document.getElementById("pace");
  line.hidden = false;
  const show = () => {
    line.textContent = `${words(seconds())} on this question. The test gives you ${words(pace)}.`;
  };
  show();
  setInterval(show, 1000);
}

function inSight() {
  return earlier + (since === null ? 0 : performance.now() - since);
}

function seconds() {
  return Math.round(inSight() / 1000);
}

function words(all) {
  const minutes = Math.floor(all / 60);
  const rest = all % 60;
  return [minutes && `${minutes} min`, (rest || !minutes) && `${rest} s`].filter(Boolean).join(" ");
}

async function check(event) {
  const button = event.submitter ?? form.querySelector("button[type=submit]");
  const aside = ["later", "stop"].includes(button.name);
  event.preventDefault();
  if (!aside && !form.querySelector("input[name=value]:checked")) {
    told.textContent = "Choose an answer first, then check it.";
    document.getElementById("option-1").focus();
    return;
  }
  if (busy) return;
  if (form.dataset.pace) document.getElementById("seconds").value = seconds();
  busy = true;
  told.textContent = aside ? "Saving…" : "Checking…";
  try {
    const body = new URLSearchParams(new FormData(form));
    if (button.name) body.append(button.name, button.value);
    await follow(await fetch(location.pathname, { method: "POST", body, signal: AbortSignal.timeout(20_000) }), button);
  } catch {
    busy = false;
    told.textContent = `Not ${aside ? "saved" : "checked"}: there is no connection. Your answer is still chosen. Try again.`;
  }
}

async function follow(reply, button) {
  if (reply.redirected && new URL(reply.url).pathname === new URL(form.dataset.signIn, location).pathname) {
    location.assign(form.dataset.signIn); // signed out meanwhile: one comes back to this question
  } else if (reply.redirected) {
    const there = new URL(reply.url);
    if (there.pathname === location.pathname) there.hash = "verdict"; // a fetch keeps no anchor
    location.assign(there);
  } else if (reply.status >= 500) {
    throw new Error("a fault of the site");
  } else {
    form.removeEventListener("submit", check);
    form.requestSubmit(button); // the answer says what is wrong: let the browser show that page
  }
}
