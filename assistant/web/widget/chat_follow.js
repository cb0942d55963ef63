/** An answer as it is made: what is being done, and each sentence as soon as it is finished. */

import { sentenceElement } from "./answer.js";
import { ServiceProblem, ask } from "./service.js";
import { filled } from "./widget_words.js";

/** @import { Answer, Asked, Say, Source, Words } from "./types.js" */

/**
 * Show what comes in until the answer is whole.
 * @param {Asked} asked @param {AbortSignal} signal @param {{coming: HTMLElement, state: HTMLElement, key: string}} places
 * @param {Words} words @param {Say} say
 * @returns {Promise<Answer>}
 */
export async function follow(asked, signal, { coming, state, key }, words, say) {
  const said = words.chat;
  /** @type {Map<number, Source>} */
  const sources = new Map();
  for await (const { name, data } of ask(asked, signal)) {
    if (name === "begrepen") state.textContent = filled(said.searching, { n: data.doorzocht.documenten });
    if (name === "bronnen") {
      for (const source of data.bronnen) sources.set(source.nummer, source);
      state.textContent = sources.size === 1 ? said.readingOne : filled(said.reading, { n: sources.size });
    }
    if (name === "zin") {
      coming.append(sentenceElement(data, sources, key, words));
      say(data.tekst);
    }
    if (name === "fout") throw new ServiceProblem(data.status, data.detail);
    if (name === "klaar") {
      for (const note of data.zinnen.length || data.toelichting.length ? data.toelichting : [data.tekst]) say(note);
      return data;
    }
  }
  throw new Error("the stream ended before the answer was whole");
}
