// What this device keeps until the server has acknowledged it. It survives a reload and a crash of the
// browser; signing out wipes it. Each open page (a writer) has a shelf of its own; a page that starts
// takes over what dead pages of the same attempt and person left behind.

export class Shelf {
  constructor({ attempt, person, writer, storage = window.localStorage }) {
    this.prefix = `coderready.attempt.${attempt}.${person}.`;
    this.writer = writer;
    this.storage = storage;
  }

  #key(writer, slot) {
    return `${this.prefix}${writer}.${slot}`;
  }

  // True when it was kept; a full or forbidden storage is told to the person, not hidden.
  keep(change) {
    try {
      this.storage.setItem(this.#key(change.writer, change.slot), JSON.stringify(change));
      return true;
    } catch {
      return false;
    }
  }

  // Only if nothing newer was put there meanwhile.
  drop(change) {
    const key = this.#key(change.writer, change.slot);
    try {
      const kept = JSON.parse(this.storage.getItem(key) ?? "null");
      if (kept && kept.change <= change.change) this.storage.removeItem(key);
    } catch {
      this.storage.removeItem(key);
    }
  }

  everything() {
    const found = [];
    for (const key of this.#keys()) {
      try {
        const change = JSON.parse(this.storage.getItem(key));
        if (change && Number.isInteger(change.slot)) found.push(change);
      } catch {
        // one that cannot be read must not keep the others from being sent
      }
    }
    return found.sort((one, other) => one.at - other.at);
  }

  clear() {
    this.#keys().forEach((key) => this.storage.removeItem(key));
  }

  #keys() {
    try {
      return Object.keys(this.storage).filter((key) => key.startsWith(this.prefix));
    } catch {
      return []; // this browser lets no page keep anything
    }
  }
}
