/** How an answer looks: sentences with numbered sources, notes, ways on. Makes elements, asks nothing. */

import { copyButton } from "./answer_copy.js";
import { opinion } from "./answer_opinion.js";
import { lightTogether } from "./answer_peek.js";
import { pageAddress, sourceElement, sourceId } from "./answer_source.js";
import { BASE } from "./service.js";
import { button, element, hidden, outward } from "./widget_elements.js";
import { mapped } from "./widget_natives.js";
import { filled } from "./widget_words.js";

/** @import { Answer, AnswerActions, Said, Sentence, Source, Words } from "./types.js" */

const NOT_SEARCHED = new Set(["buitenOnderwerp", "geweigerd", "algemeen", "nietBeschikbaar"]);
const NOT_JUDGED = new Set(["verduidelijkingNodig", "algemeen", "nietBeschikbaar"]);

/**
 * A sentence with the numbers of its sources behind it, each a link to the marked page. A number and the full stop
 * before it stay on one line.
 * @param {Sentence} sentence @param {Map<number, Source>} sources @param {string} key @param {Words} words
 */
export function sentenceElement(sentence, sources, key, words) {
  const line = element("p", { className: "sentence" }, sentence.tekst);
  for (const number of sentence.bronnen) {
    const source = sources.get(number);
    if (!source) continue;
    const said = words.chat;
    const link = outward(pageAddress(source), { className: "ref" }, hidden(`${said.source} `), String(number), hidden(` (${said.newTab})`));
    link.dataset.source = String(number);
    link.setAttribute("aria-describedby", sourceId(key, number));
    line.append("\u00a0", link);
  }
  return line;
}

/**
 * A whole answer; `key` tells it apart from the others on the page.
 * @param {Answer} answer @param {string} question @param {string} key @param {Words} words @param {AnswerActions} actions
 */
export function answerElement(answer, question, key, words, actions) {
  const said = words.chat;
  const sources = new Map(mapped(answer.bronnen, (source) => [source.nummer, source]));
  const made = element("div", { className: "answer" });
  made.dataset.status = answer.status;
  // What the text opens with ("Dat staat er anders.", who can help instead) stands before the quotes.
  const [opening = "", ...others] = answer.toelichting;
  const opens = answer.zinnen.length > 0 && opening !== "" && answer.tekst.startsWith(opening);
  if (opens) made.append(element("p", { className: "sentence" }, opening));
  made.append(...mapped(answer.zinnen, (sentence) => sentenceElement(sentence, sources, key, words)));
  made.append(...notes(opens ? { ...answer, toelichting: others } : answer));
  if (answer.keuzes.length) made.append(options(answer.keuzes, actions.choose, said.choices, "options options--row current"));
  const ways = waysOn(answer, said, actions);
  if (ways.childElementCount) made.append(ways);
  if (answer.verwijzingen.length) made.append(referrals(answer, said));
  if (answer.bronnen.length) made.append(sourceList(answer.bronnen, key, words));
  const done = element("div", { className: "done" });
  if (answer.zinnen.length) done.append(copyButton(answer, question, words, actions.say));
  if (!NOT_JUDGED.has(answer.status)) done.append(...opinion(words, actions.judge, actions.say));
  made.append(done);
  if (answer.vervolgvragen.length) {
    made.append(element("p", { className: "further current" }, said.further), options(answer.vervolgvragen, actions.choose, said.further, "options current"));
  }
  lightTogether(made, sources, words);
  return made;
}

/**
 * What is said without a source. Beside sentences it is an aside; alone it is the answer, and its first words open it.
 * @param {Answer} answer
 */
function notes(answer) {
  const alone = !answer.zinnen.length;
  let texts = answer.toelichting;
  if (alone && !texts.length) texts = [answer.tekst];
  let first = alone;
  const made = mapped(texts, (text) => {
    const note = element("p", { className: first ? "sentence" : "note" }, text);
    first = false;
    return note;
  });
  return alone || !made.length ? made : [element("div", { className: "notes" }, ...made)];
}

/**
 * What to do when there is no answer, or when there was trouble.
 * @param {Answer} answer @param {Said} said @param {AnswerActions} actions
 */
function waysOn({ status, begrepenAls }, said, actions) {
  const ways = element("p", { className: "ways" });
  if (status === "nietBeschikbaar") ways.append(button(said.again, actions.again, "choice"));
  if (status !== "nietGevonden") return ways;
  if (actions.widen) ways.append(button(said.widen, actions.widen, "choice current"));
  const address = new URL("zoeken", BASE);
  address.searchParams.set("q", begrepenAls);
  ways.append(outward(address.href, { className: "choice" }, said.searchOn, hidden(` (${said.newTab})`)));
  ways.append(button(said.rephrase, actions.rephrase, "choice"));
  return ways;
}

/** Who can help instead. @param {Answer} answer @param {Said} said */
function referrals({ verwijzingen }, said) {
  const items = mapped(verwijzingen, ({ naam, url, reden }) =>
    element("li", {}, outward(url, {}, naam, hidden(` (${said.newTab})`)), reden ? `: ${reden}` : ""));
  return element("ul", { className: "referrals" }, ...items);
}

/**
 * The list of sources, folded on a small screen.
 * @param {Source[]} sources @param {string} key @param {Words} words
 */
function sourceList(sources, key, words) {
  const count = sources.length === 1 ? words.chat.oneSource : filled(words.chat.sources, { n: sources.length });
  const list = element("ol", {}, ...mapped(sources, (source) => sourceElement(source, key, words)));
  return element("details", { className: "sources", open: !matchMedia("(max-width: 40em)").matches }, element("summary", {}, count), list);
}

/**
 * Questions or choices to press.
 * @param {string[]} texts @param {(text: string) => void} choose @param {string} label @param {string} [className]
 */
export function options(texts, choose, label, className = "options") {
  const items = mapped(texts, (text) => element("li", {}, button(text, () => choose(text), "choice")));
  return element("ul", { className, ariaLabel: label, role: "list" }, ...items);
}

/**
 * What was searched, in a line: for above an answer.
 * @param {Answer} answer @param {Said} said
 */
export function searchedLine({ status, doorzocht: { documenten } }, said) {
  if (NOT_SEARCHED.has(status) || !documenten) return said.madeByAi;
  return `${said.madeByAi} · ${documenten === 1 ? said.searchedOne : filled(said.searched, { n: documenten })}`;
}
