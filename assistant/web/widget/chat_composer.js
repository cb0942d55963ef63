/** The field for a question: counts, says what is wrong beside it, and never loses what was typed. */

import { button, element } from "./widget_elements.js";
import { filled } from "./widget_words.js";

/** @import { ComposerActions, Said } from "./types.js" */

const LONGEST = 1000;
// From here on it is said how much room is left.
const NEAR = 800;

export class Composer {
  #said;
  #actions;
  #field = element("textarea", { id: "vraag", rows: 1 });
  #error = element("p", { className: "error", id: "fout", hidden: true });
  #counter = element("p", { className: "counter", id: "teller", hidden: true });
  #send;
  #stop;
  /** @type {HTMLFormElement} */ form;

  /**
   * @param {Said} said @param {ComposerActions} actions
   */
  constructor(said, actions) {
    this.#said = said;
    this.#actions = actions;
    this.#send = element("button", { type: "submit", className: "send" }, said.send);
    this.#stop = button(said.stop, actions.stop, "send stop");
    this.#stop.hidden = true;
    this.#field.setAttribute("aria-describedby", "fout teller");
    const label = element("label", { htmlFor: "vraag" }, said.field, element("span", { className: "hint" }, ` · ${said.noPersonalData}`));
    const row = element("div", { className: "row" }, this.#field, this.#send, this.#stop);
    this.form = element("form", { className: "composer", noValidate: true }, label, this.#error, row, this.#counter);
    this.#field.addEventListener("input", () => {
      this.#count();
      actions.typed(this.#field.value);
    });
    this.#field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#submit();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  get text() {
    return this.#field.value;
  }

  /** @param {string} text */
  set text(text) {
    this.#field.value = text;
    this.#field.placeholder = "";
    this.#count();
    this.#actions.typed(text);
  }

  /** What to type next, said in the empty field. @param {string} text */
  prompt(text) {
    this.#field.placeholder = text;
    this.focus();
    this.#actions.say(text);
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  /** While an answer comes there is something to stop, and the next question can be typed. @param {boolean} on */
  busy(on) {
    const had = this.#stop.matches(":focus") || this.#send.matches(":focus");
    this.#stop.hidden = !on;
    this.#send.hidden = on;
    if (had) (on ? this.#stop : this.#field).focus({ preventScroll: true });
  }

  #submit() {
    if (this.#send.hidden) return;
    const question = this.#field.value.trim();
    const over = length(question) - LONGEST;
    if (!question) this.#wrong(this.#said.empty);
    else if (over > 0) this.#wrong(this.#tooLong(over));
    else this.#actions.ask(question);
  }

  /** @param {string} message */
  #wrong(message) {
    this.#show(message);
    this.#field.focus();
    this.#actions.say(message);
  }

  /** @param {string} message */
  #show(message) {
    this.#error.textContent = message;
    this.#error.hidden = !message;
    this.#field.ariaInvalid = String(Boolean(message));
  }

  /** @param {number} over */
  #tooLong(over) {
    return filled(over === 1 ? this.#said.tooLongOne : this.#said.tooLong, { n: over, most: LONGEST });
  }

  #count() {
    const used = length(this.#field.value.trim());
    this.#counter.hidden = used < NEAR || used > LONGEST;
    this.#counter.textContent = filled(this.#said.left, { n: LONGEST - used });
    if (used > LONGEST) this.#show(this.#tooLong(used - LONGEST));
    else if (!this.#error.hidden) this.#show("");
  }
}

/** Characters as the service counts them: an emoji is one, not two. @param {string} text */
function length(text) {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
