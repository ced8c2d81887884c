// Suggestions under a code's input, where the plan lets one search. The list is the library's; what it shows and
// what a choice puts into the input, the code and not the title, is ours.

import "../../vendor/accessible-autocomplete/accessible-autocomplete.min.js";

const REST_MS = 150;

export class Combobox {
  constructor(input, { search, system, chosen }) {
    const box = document.createElement("div");
    const { id, name, value, maxLength } = input;
    const describedBy = input.getAttribute("aria-describedby");
    input.replaceWith(box);
    self.accessibleAutocomplete({
      element: box,
      id,
      name,
      defaultValue: value,
      source: source(search, system, () => document.activeElement?.id === id),
      minLength: 2,
      autoselect: false,
      confirmOnBlur: false,
      displayMenu: "overlay",
      inputClasses: "nhsuk-input cr-code__input",
      showNoOptionsFound: false,
      tStatusQueryTooShort: () => "",
      templates: {
        inputValue: (one) => (typeof one === "string" ? one : (one?.code ?? "")),
        suggestion: (one) => (typeof one === "string" ? escaped(one) : `<strong>${escaped(one.code)}</strong> ${escaped(one.title)}`),
      },
      // the library writes the choice into the input a moment later
      onConfirm: (one) => one && setTimeout(chosen),
    });
    const made = box.querySelector("input");
    made.setAttribute("autocapitalize", "characters");
    made.spellcheck = false;
    made.maxLength = maxLength;
    if (describedBy) made.setAttribute("aria-describedby", `${describedBy} ${made.getAttribute("aria-describedby") ?? ""}`.trim());
  }
}

// Who has gone on to another line wants no list over it.
function source(search, system, isWanted) {
  let timer;
  let abort;
  return (query, show) => {
    clearTimeout(timer);
    abort?.abort();
    abort = new AbortController();
    const { signal } = abort;
    timer = setTimeout(async () => {
      try {
        const reply = await fetch(`${search}&${new URLSearchParams({ system, q: query })}`, { signal, headers: { Accept: "application/json" } });
        const { results } = reply.ok ? await reply.json() : { results: [] };
        if (!signal.aborted) show(isWanted() ? results : []);
      } catch {
        // no line, or something newer was typed
      }
    }, REST_MS);
  };
}

function escaped(text) {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
