/** A source as a reader sees it: number, title, kind and years, whether it is in force, page, and its words. */

import { BASE } from "./service.js";
import { element, hidden, outward } from "./widget_elements.js";
import { joined } from "./widget_natives.js";
import { filled } from "./widget_words.js";

/** @import { DocumentCard, Source, Words } from "./types.js" */

/** The marked page, at its mark. @param {Source} source */
export function pageAddress(source) {
  return new URL(`${source.paginaUrl}#citaat`, BASE).href;
}

/** Where a source says what it is, so that its number can point there. @param {string} key @param {number} number */
export function sourceId(key, number) {
  return `bron-${key}-${number}`;
}

/** @param {DocumentCard} card @param {Words} words */
function years({ periode: { van, tot } }, { chat: said }) {
  if (van && tot) return van === tot ? String(van) : `${van}–${tot}`;
  if (van) return filled(said.since, { year: String(van) });
  return tot ? filled(said.until, { year: String(tot) }) : "";
}

/** A word from a section of the words; one that is new to us as it is. @param {Record<string, string>} section @param {string} value */
function word(section, value) {
  return section[value] ?? value;
}

/** Kind, years, and whose it is, in text. @param {DocumentCard} card @param {Words} words */
function kind(card, words) {
  return joined([joined([word(words.soorten, card.soort), years(card, words)], " "), joined(card.gemeenten, ", ")], " · ");
}

/** The page as it is called. @param {Source} source @param {Words} words */
function page(source, { chat: said }) {
  return filled(said.page, { page: source.paginaLabel ?? String(source.paginaVan) });
}

/** One line of text that says what a source is. @param {Source} source @param {Words} words */
export function described(source, words) {
  const { document: card } = source;
  const labels = [card.status === "onbekend" ? "" : word(words.status, card.status), word(words.herkomst, card.herkomst)];
  return joined([card.titel, kind(card, words), joined(labels, ", "), page(source, words)], " · ");
}

/** Kind and years, and in words whether it is in force. @param {Source} source @param {Words} words */
export function cardLine(source, words) {
  const { document: card } = source;
  const line = element("p", { className: "card" }, `${kind(card, words)} `);
  if (card.status !== "onbekend") line.append(element("span", { className: `label label--${card.status}` }, word(words.status, card.status)), " ");
  if (card.herkomst !== "origineel") {
    line.append(element("strong", { className: `label label--${card.herkomst === "voorbeeld" ? "example" : "summary"}` }, word(words.herkomst, card.herkomst)), " ");
  }
  if (source.herkend) line.append(element("span", { className: "label", title: words.chat.recognisedHelp }, words.chat.recognised));
  return line;
}

/** The words of a source; our own summary is never between quotation marks. @param {Source} source */
export function quoted({ citaat, document: { herkomst } }) {
  return herkomst === "samenvatting" ? citaat : `“${citaat}”`;
}

/** @param {Source} source @param {Words} words */
export function title(source, words) {
  return `${source.document.titel}, ${page(source, words)}`;
}

/** A source in the list. @param {Source} source @param {string} key @param {Words} words */
export function sourceElement(source, key, words) {
  const link = outward(pageAddress(source), { id: sourceId(key, source.nummer) }, title(source, words), hidden(` (${words.chat.newTab})`));
  const place = element("p", { className: "place" }, joined(source.koppen, " › "));
  const body = element("div", {}, link, cardLine(source, words), place, element("p", { className: "quote" }, quoted(source)));
  const number = element("span", { className: "source__number" }, hidden(`${words.chat.sourceTitle} `), String(source.nummer));
  const item = element("li", { className: "source" }, number, body);
  item.dataset.source = String(source.nummer);
  return item;
}
