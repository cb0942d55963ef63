/** Server-sent events, as the service writes them. */

import { parse } from "./widget_natives.js";

/**
 * The event in a block of lines; null for a comment that only keeps the connection open.
 * @param {string} block @returns {import("./types.js").AnswerEvent | null}
 */
export function parsed(block) {
  let name = /** @type {any} */ ("");
  let data = "";
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) name = line.slice(7);
    else if (line.startsWith("data: ")) data += line.slice(6);
  }
  return name ? { name, data: parse(data) } : null;
}
