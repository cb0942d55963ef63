// @ts-check
/**
 * <afsprakenwijzer-chat>: ask a question, read the answer as its sentences come in, open a source at its page.
 * Attributes: `site` (the public name of the website), `documenten` (how many there are to search), `launched`
 * (fills the window it stands in). A <script type="application/json"> inside holds questions to try.
 */

import { answerElement, element, options, sentenceElement } from "./answer.js";
import { ServiceProblem, ask, conversation, erase, giveFeedback, words } from "./service.js";

/** @import { Answer, Source } from "./service.js" */

const KEPT = "afsprakenwijzer-gesprek";
const LONGEST = 1000;

class Chat extends HTMLElement {
  /** @type {string | null} */ #conversationId = null;
  /** @type {AbortController | null} */ #asking = null;
  /** @type {Record<string, Record<string, string>>} */ #words = {};
  #root = this.attachShadow({ mode: "open" });
  #history = element("div", { className: "history" });
  #start = element("div", { className: "start" });
  // Only finished sentences are announced, one by one; the history itself is not live.
  #live = element("div", { className: "visually-hidden", ariaLive: "polite", role: "log" });
  #field = element("textarea", { id: "vraag", rows: 1, maxLength: LONGEST, placeholder: "" });
  #send = element("button", { type: "submit", className: "send" }, "Vraag");
  #audience = element("select", { id: "doelgroep" }, element("option", { value: "huurder" }, "huurders"), element("option", { value: "beleid" }, "beleidsmedewerkers"));

  async connectedCallback() {
    if (this.#root.childElementCount) return;
    const sheets = ["tokens.css", "chat.css"].map((name) => element("link", { rel: "stylesheet", href: new URL(name, import.meta.url).href }));
    const styled = Promise.all(sheets.map((sheet) => new Promise((done) => (sheet.onload = sheet.onerror = done))));
    this.#root.append(...sheets);
    [, this.#words] = await Promise.all([styled, words()]);
    this.#showStart();
    this.#root.append(element("section", { className: "chat", ariaLabel: "Stel een vraag" }, this.#head(), this.#start, this.#history, this.#live, this.#composer()));
    await this.#restore();
  }

  #head() {
    const actions = element("p", {},
      element("button", { type: "button", className: "plain", onclick: () => this.#restart(false) }, "Nieuw gesprek"),
      element("button", { type: "button", className: "plain", onclick: () => this.#restart(true) }, "Wis gesprek"));
    return element("div", { className: "head" }, element("p", {}, element("strong", {}, "AI-assistent"), " · controleer de bron"), actions);
  }

  #composer() {
    this.#field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    const row = element("div", { className: "composer__row" }, this.#field, this.#send);
    const audience = element("span", {}, element("label", { htmlFor: "doelgroep" }, "Antwoord voor "), this.#audience);
    const label = element("label", { htmlFor: "vraag" }, "Uw vraag", element("span", {}, " · geen persoonsgegevens"));
    const form = element("form", { className: "composer" }, label, row, element("div", { className: "composer__foot" }, audience));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.#asking) return this.#asking.abort();
      const question = this.#field.value.trim();
      if (question) this.#ask(question);
      else this.#field.focus();
    });
    return form;
  }

  #showStart() {
    const questions = JSON.parse(this.querySelector("script[type='application/json']")?.textContent ?? "[]");
    this.#start.replaceChildren();
    if (questions.length) this.#start.append(element("p", {}, "Bijvoorbeeld:"), options(questions, (text) => this.#ask(text)));
    this.#start.hidden = false;
  }

  async #restore() {
    const id = sessionStorage.getItem(KEPT);
    const exchanges = id ? await conversation(id).catch(() => null) : null;
    if (!id || !exchanges) return;
    this.#conversationId = id;
    this.#start.hidden = exchanges.length > 0;
    for (const { vraag, antwoord } of exchanges) this.#place(vraag).append(this.#whole(antwoord));
  }

  /** @param {boolean} forget */
  async #restart(forget) {
    this.#asking?.abort();
    if (forget && this.#conversationId) {
      try {
        await erase(this.#conversationId);
      } catch {
        this.#history.append(this.#trouble("Het gesprek is nog niet gewist. Probeer het opnieuw.", () => this.#restart(true)));
        return;
      }
    }
    this.#conversationId = null;
    sessionStorage.removeItem(KEPT);
    this.#history.replaceChildren();
    this.#live.replaceChildren(...(forget ? [element("p", {}, "Het gesprek is gewist.")] : []));
    this.#showStart();
    this.#field.focus();
  }

  /** A new exchange with its question. @param {string} question */
  #place(question) {
    const asked = element("h3", { className: "question" }, element("span", { className: "visually-hidden" }, "Uw vraag: "), question);
    const article = element("article", { className: "exchange" }, asked);
    this.#history.append(article);
    return article;
  }

  /** @param {Answer} answer */
  #whole(answer) {
    return answerElement(answer, this.#words, {
      choose: (text) => this.#ask(text),
      judge: (verdict) => giveFeedback(answer.antwoordId, verdict, this.getAttribute("site")),
    });
  }

  /** @param {string} question @param {HTMLElement} [again] */
  async #ask(question, again) {
    if (this.#asking) return;
    const asking = (this.#asking = new AbortController());
    this.#send.textContent = "Stop";
    this.#start.hidden = true;
    this.#field.value = "";
    this.#live.replaceChildren();
    const article = again ?? this.#place(question);
    const count = this.getAttribute("documenten");
    const working = element("p", { className: "working" }, count ? `Ik zoek in ${count} documenten…` : "Ik zoek in de documenten…");
    const coming = element("div", { className: "answer" });
    article.append(coming, working);
    article.scrollIntoView({ block: "start", behavior: "instant" });
    try {
      const answer = await this.#follow(question, asking.signal, coming, working);
      const place = [...coming.querySelectorAll(".ref")].findIndex((link) => link === this.#root.activeElement);
      const whole = this.#whole(answer);
      coming.replaceWith(whole);
      // Who was already on a source stays on it.
      if (place >= 0) /** @type {HTMLElement} */ (whole.querySelectorAll(".ref")[place]).focus();
    } catch (problem) {
      coming.remove();
      const retry = () => {
        trouble.remove();
        this.#ask(question, article);
      };
      const trouble = this.#trouble(this.#explain(problem), retry);
      article.append(trouble);
    } finally {
      working.remove();
      this.#asking = null;
      this.#send.textContent = "Vraag";
      if (matchMedia("(pointer: coarse)").matches) this.#field.blur(); // a phone keyboard would hide the answer
      else if (this.#root.activeElement === null || this.#root.activeElement === this.#send) this.#field.focus({ preventScroll: true });
    }
  }

  /**
   * Show what comes in until the answer is whole.
   * @param {string} question @param {AbortSignal} signal @param {HTMLElement} coming @param {HTMLElement} working
   * @returns {Promise<Answer>}
   */
  async #follow(question, signal, coming, working) {
    /** @type {Map<number, Source>} */
    const sources = new Map();
    const asked = { vraag: question, gesprekId: this.#conversationId, doelgroep: this.#audience.value, site: this.getAttribute("site") };
    for await (const { name, data } of ask(asked, signal)) {
      if (name === "begrepen") working.textContent = `Ik zoek in ${data.doorzocht.documenten} documenten…`;
      if (name === "bronnen") {
        for (const source of data.bronnen) sources.set(source.nummer, source);
        working.textContent = sources.size === 1 ? "Ik lees 1 bron…" : `Ik lees ${sources.size} bronnen…`;
      }
      if (name === "zin") {
        coming.append(sentenceElement(data, sources));
        this.#live.append(element("p", {}, data.tekst));
      }
      if (name === "fout") throw new ServiceProblem(data);
      if (name === "klaar") {
        this.#conversationId = data.gesprekId;
        sessionStorage.setItem(KEPT, data.gesprekId);
        const notes = data.zinnen.length ? data.toelichting : [data.tekst];
        this.#live.append(...notes.map((/** @type {string} */ note) => element("p", {}, note)));
        return data;
      }
    }
    throw new Error("the stream ended before the answer was whole");
  }

  /** What went wrong, in words. @param {unknown} problem */
  #explain(problem) {
    if (problem instanceof DOMException && problem.name === "AbortError") return "U hebt de vraag gestopt.";
    if (!navigator.onLine) return "U bent niet verbonden met internet. Uw vraag is bewaard.";
    if (problem instanceof ServiceProblem && problem.status === 404) {
      this.#conversationId = null;
      sessionStorage.removeItem(KEPT);
      return "Het vorige gesprek is er niet meer. Probeer het opnieuw in een nieuw gesprek.";
    }
    if (problem instanceof ServiceProblem && [429, 503].includes(problem.status) && problem.message) return problem.message;
    return "Het lukt nu even niet. Uw vraag is bewaard.";
  }

  /** @param {string} text @param {() => void} retry */
  #trouble(text, retry) {
    this.#live.append(element("p", {}, text));
    return element("div", { className: "trouble" }, element("p", {}, text), element("button", { type: "button", className: "plain", onclick: retry }, "Probeer opnieuw"));
  }
}

customElements.define("afsprakenwijzer-chat", Chat);
