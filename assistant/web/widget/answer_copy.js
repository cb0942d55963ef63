/** An answer as plain text, with its sources and their addresses, for in a letter or an e-mail. */

import { described, pageAddress, quoted } from "./answer_source.js";
import { button } from "./widget_elements.js";
import { joined, mapped } from "./widget_natives.js";
import { filled } from "./widget_words.js";

/** @import { Answer, Say, Words } from "./types.js" */

/** @param {Answer} answer @param {string} question @param {Words} words */
export function plainText(answer, question, words) {
  const sources = mapped(answer.bronnen, (source) => `[${source.nummer}] ${described(source, words)}\n${quoted(source)}\n${pageAddress(source)}`);
  const day = new Date().toLocaleDateString("nl-NL", { day: "numeric", month: "long", year: "numeric" });
  return joined([question, answer.tekst, joined([words.chat.sourcesTitle, ...sources], "\n\n"), filled(words.chat.copiedFrom, { day })], "\n\n");
}

/**
 * @param {Answer} answer @param {string} question @param {Words} words @param {Say} say
 */
export function copyButton(answer, question, words, say) {
  const { chat: said } = words;
  const copy = button(said.copy, async () => {
    let told = said.copied;
    try {
      await navigator.clipboard.writeText(plainText(answer, question, words));
    } catch {
      told = said.copyFailed;
    }
    copy.textContent = told;
    say(told);
  }, "copy");
  return copy;
}
