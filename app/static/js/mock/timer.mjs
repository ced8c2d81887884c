// Hiding the time, and asking for it. The choice holds on this device until signing out; the settings keep it for good.

const KEPT = "coderready.timer";
const ASKED_MS = 5_000;

export function watchTimer(clock) {
  const root = document.documentElement;
  const time = document.getElementById("time-left");
  const toggle = document.getElementById("time-toggle");

  function show(shown) {
    root.classList.toggle("cr-timer-shown", shown);
    root.classList.toggle("cr-timer-hidden", !shown);
    toggle.textContent = shown ? "Hide the time" : "Show the time";
  }

  const kept = recall();
  show(kept === null ? root.classList.contains("cr-timer-shown") : kept === "shown");
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    const shown = !root.classList.contains("cr-timer-shown");
    time.classList.remove("cr-line__time--asked");
    show(shown);
    remember(shown ? "shown" : "hidden");
  });
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || !event.shiftKey || event.code !== "KeyT") return;
    event.preventDefault();
    time.classList.add("cr-line__time--asked");
    document.getElementById("announcer").textContent = `${clock.words()} left.`;
    setTimeout(() => time.classList.remove("cr-line__time--asked"), ASKED_MS);
  });
}

function recall() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function remember(choice) {
  try {
    localStorage.setItem(KEPT, choice);
  } catch {
    // it holds for this page then
  }
}
