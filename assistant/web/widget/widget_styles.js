/**
 * Style sheets for a shadow root. They are built here from their text, because a page with a strict content policy
 * refuses style elements and links to styles of others.
 */

/** @param {ShadowRoot} root @param {string[]} styles */
export function dress(root, styles) {
  /** @type {CSSStyleSheet[]} */
  const sheets = [];
  for (const style of styles) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    sheets[sheets.length] = sheet;
  }
  root.adoptedStyleSheets = sheets;
}

/**
 * The colours of a site, above those of the theme and below those that a page sets itself.
 * @param {ShadowRoot} root @param {Partial<import("./types.js").Colours>} colours
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
