/**
 * Style sheets for a shadow root. They are fetched as text and built here, because a page with a strict content policy
 * refuses style elements and links to styles of others.
 */

import { send } from "./widget_natives.js";

/** @type {Map<string, Promise<CSSStyleSheet>>} */
const fetched = new Map();

/** @param {string} name */
async function fetchSheet(name) {
  const sheet = new CSSStyleSheet();
  const response = await send(new URL(name, import.meta.url), { credentials: "omit" });
  if (response.ok) sheet.replaceSync(await response.text());
  return sheet;
}

/** A sheet of this folder, fetched once. @param {string} name */
function sheetOf(name) {
  const known = fetched.get(name) ?? fetchSheet(name);
  fetched.set(name, known);
  return known;
}

/**
 * Dress a shadow root; settles when it can be shown. `first` holds at once, so that a page keeps room for what comes.
 * @param {ShadowRoot} root @param {string[]} names @param {string} [first]
 */
export async function dress(root, names, first = "") {
  const ready = new CSSStyleSheet();
  ready.replaceSync(first);
  root.adoptedStyleSheets = [ready];
  const coming = [];
  for (const name of names) coming[coming.length] = sheetOf(name);
  const sheets = [ready];
  for (const sheet of coming) sheets[sheets.length] = await sheet;
  root.adoptedStyleSheets = sheets;
}

/**
 * The colours of a site, above those of the theme and below those that a page sets itself.
 * @param {ShadowRoot} root @param {Partial<import("../types.js").Colours>} colours
 */
export function paint(root, { accent, opAccent, accentDonker, opAccentDonker }) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(":host {}");
  const rule = sheet.cssRules[0];
  if (!(rule instanceof CSSStyleRule)) return;
  // A site that gives no colour for the dark (or the light) gets ours there: its own may not be readable on it.
  if (accent || accentDonker) rule.style.setProperty("--afw-site-accent", `light-dark(${accent ?? "#0f5a5e"}, ${accentDonker ?? "#8ccfcb"})`);
  if (opAccent || opAccentDonker) rule.style.setProperty("--afw-site-on-accent", `light-dark(${opAccent ?? "#fff"}, ${opAccentDonker ?? "#0d1f20"})`);
  const sheets = [sheet];
  for (const other of root.adoptedStyleSheets) sheets[sheets.length] = other;
  root.adoptedStyleSheets = sheets;
}
