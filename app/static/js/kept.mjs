// Answers that were not saved yet wait on this device. Every page says so, and asks before signing out wipes
// them. The page of a mock and that of a result send what waits, and say themselves what becomes of it.

const KEY = /^coderready\.attempt\.(\d+)\.(\d+)\./;
const byId = (id) => document.getElementById(id);

export function watchKept() {
  const leaving = byId("leaving");
  if (!leaving) return; // nobody is signed in
  tellOfMine(leaving.dataset.person);
  const signOut = document.querySelector("form[data-sign-out]");
  signOut.addEventListener("submit", (event) => {
    if (!kept().length) return;
    event.preventDefault();
    leaving.hidden = false;
    byId("leaving-title").focus();
  });
  byId("leaving-stay").addEventListener("click", () => {
    leaving.hidden = true;
    signOut.querySelector("button").focus();
  });
  byId("leaving-go").addEventListener("click", () => {
    document.documentElement.dataset.leaving = "yes"; // asked already: the page of a mock need not ask again
    signOut.submit();
  });
}

function tellOfMine(person) {
  const mine = kept().find((one) => one.person === person);
  if (!mine || byId("workspace") || byId("result")) return;
  byId("waits-link").href = byId("waits-link").dataset.attempts.replace(/0$/, mine.attempt);
  byId("waits").hidden = false;
}

function kept() {
  try {
    const found = Object.keys(localStorage).map((key) => KEY.exec(key));
    return found.filter(Boolean).map(([, attempt, person]) => ({ attempt, person }));
  } catch {
    return []; // this browser lets no page keep anything
  }
}
