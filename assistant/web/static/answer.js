// @ts-check
/** How an answer looks: sentences with numbered sources, notes, ways on. Makes elements, asks nothing. */

import { BASE } from "./service.js";

/** @import { Answer, Sentence, Source, DocumentCard } from "./service.js" */

/**
 * An element with properties and children; text stays text.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {Record<string, unknown>} [properties] @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** @param {string} text @returns {HTMLElement} */
function hidden(text) {
  return element("span", { className: "visually-hidden" }, text);
}

/**
 * A sentence with the numbers of its sources behind it, each a link to the marked page.
 * @param {Sentence} sentence @param {Map<number, Source>} sources
 */
export function sentenceElement(sentence, sources) {
  const line = element("p", { className: "sentence" }, sentence.tekst);
  for (const number of sentence.bronnen) {
    const source = sources.get(number);
    if (!source) continue;
    const link = element(
      "a",
      { className: "ref", href: pageAddress(source), target: "_blank", rel: "noopener" },
      hidden("bron "),
      String(number),
      hidden(" (opent in een nieuw tabblad)"),
    );
    link.dataset.source = String(number);
    line.append(" ", link);
  }
  return line;
}

/** The marked page, at its mark. @param {Source} source */
function pageAddress(source) {
  return new URL(`${source.paginaUrl}#citaat`, BASE).href;
}

/** @param {{van: number | null, tot: number | null}} period */
function years({ van, tot }) {
  if (van && tot) return van === tot ? ` ${van}` : ` ${van}–${tot}`;
  return van ? ` vanaf ${van}` : tot ? ` tot en met ${tot}` : "";
}

/** @param {DocumentCard} card @param {Record<string, Record<string, string>>} words */
function cardLine(card, words) {
  const line = element("p", {}, `${words.soorten[card.soort]}${years(card.periode)}`);
  if (card.gemeenten.length) line.append(` · ${card.gemeenten.join(", ")}`);
  if (card.status !== "onbekend") {
    line.append(" ", element("span", { className: `label label--${card.status}` }, words.status[card.status]));
  }
  if (card.herkomst === "voorbeeld") line.append(" ", element("strong", { className: "label label--example" }, "Voorbeeld"));
  if (card.herkomst === "samenvatting") line.append(" ", element("strong", { className: "label label--summary" }, "Samenvatting"));
  return line;
}

/** @param {Source} source @param {Record<string, Record<string, string>>} words */
function sourceElement(source, words) {
  const { document: card } = source;
  const place = `${card.titel}, pagina ${source.paginaLabel ?? source.paginaVan}`;
  const link = element("a", { href: pageAddress(source), target: "_blank", rel: "noopener" }, place, hidden(" (opent in een nieuw tabblad)"));
  const quote = card.herkomst === "samenvatting" ? source.citaat : `“${source.citaat}”`;
  const line = cardLine(card, words);
  const heading = source.koppen.at(-1);
  if (heading) line.append(element("br"), heading);
  if (source.herkend) line.append(" ", element("span", { className: "label", title: "Deze tekst is van een scan gelezen. Er kunnen leesfouten in staan." }, "Herkende tekst"));
  const body = element("div", {}, link, line, element("p", { className: "quote" }, quote));
  const item = element("li", { className: "source" }, element("span", { className: "source__number" }, hidden("Bron "), String(source.nummer)), body);
  item.dataset.source = String(source.nummer);
  return item;
}

/**
 * The list of sources, folded on a small screen.
 * @param {Source[]} sources @param {Record<string, Record<string, string>>} words
 */
function sourceList(sources, words) {
  const list = element("ol", {}, ...sources.map((source) => sourceElement(source, words)));
  const count = sources.length === 1 ? "1 bron" : `${sources.length} bronnen`;
  return element("details", { className: "sources", open: !matchMedia("(max-width: 40rem)").matches }, element("summary", {}, count), list);
}

/** @param {string[]} texts @param {(text: string) => void} choose @param {string} [extra] */
export function options(texts, choose, extra = "") {
  const items = texts.map((text) => element("li", {}, element("button", { type: "button", onclick: () => choose(text) }, text)));
  return element("ul", { className: `options ${extra}` }, ...items);
}

/** Light the number and the source that belong together, on hover and on focus. @param {HTMLElement} answer */
function lightTogether(answer) {
  /** @param {Event} event @param {boolean} on */
  const light = (event, on) => {
    const number = /** @type {HTMLElement} */ (event.target).closest("[data-source]")?.getAttribute("data-source");
    if (number) for (const same of answer.querySelectorAll(`[data-source="${number}"]`)) same.classList.toggle("lit", on);
  };
  for (const name of ["mouseover", "focusin"]) answer.addEventListener(name, (event) => light(event, true));
  for (const name of ["mouseout", "focusout"]) answer.addEventListener(name, (event) => light(event, false));
}

/**
 * A whole answer.
 * @param {Answer} answer @param {Record<string, Record<string, string>>} words
 * @param {{choose: (text: string) => void, judge: (verdict: "goed" | "fout") => Promise<void>}} actions
 */
export function answerElement(answer, words, actions) {
  const sources = new Map(answer.bronnen.map((source) => [source.nummer, source]));
  const made = element("div", { className: answer.zinnen.length ? "answer" : "answer alone" });
  made.append(...answer.zinnen.map((sentence) => sentenceElement(sentence, sources)));
  made.append(...answer.toelichting.map((note) => element("p", { className: "note" }, note)));
  if (!answer.zinnen.length && !answer.toelichting.length) made.append(element("p", { className: "sentence" }, answer.tekst));
  if (answer.keuzes.length) made.append(options(answer.keuzes, actions.choose, "options--row"));
  if (answer.verwijzingen.length) {
    const items = answer.verwijzingen.map(({ naam, url, reden }) =>
      element("li", {}, element("a", { href: url, rel: "noopener" }, naam), reden ? `: ${reden}` : ""));
    made.append(element("ul", { className: "referrals" }, ...items));
  }
  if (answer.bronnen.length) made.append(sourceList(answer.bronnen, words));
  if (answer.status === "nietGevonden") {
    made.append(element("p", {}, element("a", { href: new URL("zoeken", BASE).href }, "Zoek zelf verder"), " in de documenten, of vraag het anders."));
  }
  if (answer.vervolgvragen.length) {
    made.append(element("p", { className: "further" }, "Verder vragen"), options(answer.vervolgvragen, actions.choose));
  }
  made.append(opinion(actions.judge));
  lightTogether(made);
  return made;
}

/** @param {(verdict: "goed" | "fout") => Promise<void>} judge */
function opinion(judge) {
  const line = element("p", { className: "opinion" }, "Helpt dit antwoord?");
  /** @param {string} text @param {"goed" | "fout"} verdict */
  const button = (text, verdict) => element("button", {
    type: "button",
    className: "plain",
    onclick: () => judge(verdict).then(
      () => line.replaceChildren("Bedankt, uw oordeel is bewaard."),
      () => line.replaceChildren("Het lukte niet om uw oordeel te bewaren."),
    ),
  }, text);
  line.append(button("Ja", "goed"), button("Nee", "fout"));
  return line;
}
