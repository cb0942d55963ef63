/**
 * What this code uses of a page's own environment, taken when it loads, so that a page that changes its globals later
 * does not break it. Pages also change Array.prototype, often long before; these few functions stand in for its methods.
 * For the same reason nothing here calls `then`, also not by returning a promise from an async function.
 */

export const send = window.fetch.bind(window);
export const { parse } = JSON;
const { stringify } = JSON;

/**
 * What `make` gives for each value.
 * @template T, R
 * @param {Iterable<T>} values @param {(value: T) => R} make @returns {R[]}
 */
export function mapped(values, make) {
  /** @type {R[]} */
  const made = [];
  let count = 0;
  for (const value of values) made[count++] = make(value);
  return made;
}

/**
 * The texts that are not empty, with `separator` between them.
 * @param {Iterable<string | null | undefined>} texts @param {string} separator
 */
export function joined(texts, separator) {
  let whole = "";
  for (const text of texts) if (text) whole += (whole && separator) + text;
  return whole;
}

/**
 * JSON, whatever `toJSON` a page has put on the prototypes (older libraries turn lists into text that way).
 * @param {unknown} value @returns {string}
 */
export function written(value) {
  return stringify(shielded(value));
}

/** @param {unknown} value @returns {unknown} */
function shielded(value) {
  if (typeof value !== "object" || value === null) return value;
  const copy = /** @type {Record<string, unknown>} */ (Array.isArray(value) ? mapped(value, shielded) : {});
  if (!Array.isArray(value)) {
    for (const name of Object.keys(value)) copy[name] = shielded(/** @type {Record<string, unknown>} */ (value)[name]);
  }
  return Object.defineProperty(copy, "toJSON", { value: undefined });
}
