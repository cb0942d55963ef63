/** Every word that the chat shows, from the one file that holds them. */

import { send } from "./widget_natives.js";

/** @import { Words } from "../types.js" */

/** @type {Promise<Words> | null} */
let coming = null;

/** @returns {Promise<Words>} */
async function fetchWords() {
  const response = await send(new URL("words.json", import.meta.url), { credentials: "omit" });
  return await response.json();
}

/** The words, fetched once; a failed try is not remembered. @returns {Promise<Words>} */
export async function words() {
  coming ??= fetchWords();
  try {
    return await coming;
  } catch (problem) {
    coming = null;
    throw problem;
  }
}

/**
 * A text with its gaps filled: "{n} bronnen" with {n: 2}. Numbers get a full stop between the thousands.
 * @param {string} text @param {Record<string, string | number>} values
 */
export function filled(text, values) {
  let whole = text;
  for (const name of Object.keys(values)) {
    const value = values[name];
    whole = whole.replace(`{${name}}`, () => (typeof value === "number" ? value.toLocaleString("nl-NL") : String(value)));
  }
  return whole;
}
