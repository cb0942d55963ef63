/** Before the first question: what this is, that it is a computer, and questions to try. */

import { options } from "./answer.js";
import { element } from "./widget_elements.js";
import { filled } from "./widget_words.js";

/** @import { Said, Site } from "./types.js" */

/**
 * @param {Partial<Site>} site @param {Said} said @param {(text: string) => void} choose
 * @returns {HTMLElement[]}
 */
export function startPanel(site, said, choose) {
  const count = site.documenten;
  const ai = count ? filled(count === 1 ? said.aiOne : said.ai, { n: count }) : said.aiSome;
  /** @type {HTMLElement[]} */
  const made = [
    element("p", { className: "opening" }, site.openingstekst ?? said.opening),
    element("p", { className: "note" }, ai),
  ];
  const questions = site.voorbeeldvragen ?? [];
  if (questions.length) {
    made[made.length] = element("p", { className: "further" }, said.examples);
    made[made.length] = options(questions, choose, said.examples);
  }
  return made;
}
