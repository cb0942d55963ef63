/** Every word that the chat shows, from the one file that holds them. */

import words from "./words.json.js";

export { words };

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
