/**
 * What a conversation needs to survive a change of page in the same tab: the browser's own storage of that tab, one
 * place for each site. It holds no answers, only where to find them again, and what was typed and not yet answered.
 */

import { parse, written } from "./widget_natives.js";

/** @import { Kept } from "./types.js" */

/** @returns {Kept} */
function nothing() {
  return { conversation: null, draft: "", unanswered: null };
}

export class Memory {
  #key;
  #kept = nothing();

  /** @param {string | null} site */
  constructor(site) {
    this.#key = `afsprakenwijzer:${site ?? ""}`;
    try {
      this.#kept = { ...nothing(), ...parse(sessionStorage.getItem(this.#key) ?? "{}") };
    } catch {
      // storage can be switched off: then nothing is kept
    }
  }

  get kept() {
    return this.#kept;
  }

  /** @param {Partial<Kept>} change */
  keep(change) {
    this.#kept = { ...this.#kept, ...change };
    try {
      sessionStorage.setItem(this.#key, written(this.#kept));
    } catch {
      // as above
    }
  }

  forget() {
    this.#kept = nothing();
    try {
      sessionStorage.removeItem(this.#key);
    } catch {
      // as above
    }
  }
}
