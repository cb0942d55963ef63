/**
 * <afsprakenwijzer-chat>: ask a question, read the answer as its sentences come in, open a source at its page.
 * Attributes: `site` (the public name of the website) and `thema` ("licht" or "donker"; without it the reader's own choice).
 * On the service's own pages a <script type="application/json"> inside stands in for what it knows of a site.
 */

import labels from "../static/labels.css";
import tokens from "../static/tokens.css";
import answerStyle from "./answer.css";
import { answerElement, searchedLine } from "./answer.js";
import chatStyle from "./chat.css";
import { Composer } from "./chat_composer.js";
import { follow } from "./chat_follow.js";
import { Memory } from "./chat_memory.js";
import { more } from "./chat_more.js";
import { Scope } from "./chat_scope.js";
import { startPanel } from "./chat_start.js";
import { trouble } from "./chat_trouble.js";
import { ServiceProblem, conversation, erase, giveFeedback, siteOf } from "./service.js";
import { button, element, focusOn, hidden } from "./widget_elements.js";
import { mapped, parse } from "./widget_natives.js";
import { dress, paint } from "./widget_styles.js";
import { filled, words } from "./widget_words.js";

/** @import { Answer, Site } from "./types.js" */

// What a page's own reset may not undo.
const HOST = ":host { display: block !important; height: min(46em, 92vh); font-size: medium !important; } :host([hidden]) { display: none !important; }";
// A screen reader has taken over by then what was announced; nobody should come across it twice.
const ANNOUNCED_MS = 10_000;
const TOUCHED = "(pointer: coarse)";

export class Chat extends HTMLElement {
  /** Closes the window that the chat stands in; without one there is nothing to close. @type {(() => void) | null} */
  whenClosed = null;

  /** @type {AbortController | null} */ #asking = null;
  /** @type {Partial<Site>} */ #site = {};
  /** @type {Composer} */ #composer = /** @type {any} */ (null);
  /** @type {Scope} */ #scope = /** @type {any} */ (null);
  #memory = new Memory(null);
  #audience = "huurder";
  #exchanges = 0;
  #quiet = 0;
  /** @type {Promise<void> | null} */ #ready = null;
  // Open, because tools for accessibility only look into open roots; a closed one would protect nothing.
  #root = this.attachShadow({ mode: "open" });
  #title = element("h2", { className: "title" });
  #history = element("div", { className: "history", role: "region", tabIndex: 0 });
  #start = element("div", { className: "start" });
  // Only finished sentences are announced, one by one; the history itself is not live.
  #live = element("div", { className: "visually-hidden", ariaLive: "polite", role: "log" });

  connectedCallback() {
    this.#ready ??= this.#build();
  }

  /** What the chat is called on this site. */
  get heading() {
    return this.#title.textContent ?? "";
  }

  /** Take the focus, once it is there: the field, or the title where a field would bring up a keyboard. @param {boolean} field */
  async enter(field) {
    await this.#ready;
    if (field && this.#composer) this.#composer.focus();
    else focusOn(this.#title);
  }

  async #build() {
    const name = this.getAttribute("site");
    dress(this.#root, [HOST, tokens, labels, chatStyle, answerStyle]);
    const said = words.chat;
    this.#memory = new Memory(name);
    const found = await this.#lookUp(name);
    this.#site = found.site;
    if (found.site.kleuren) paint(this.#root, found.site.kleuren);
    this.#title.textContent = found.site.titel ?? said.name;
    this.#history.ariaLabel = said.history;
    const frame = element("section", { className: "chat", ariaLabel: this.heading });
    this.#root.append(frame);
    if (found.refused) {
      console.error(`afsprakenwijzer: the site "${name}" may not show the chat here (${found.refused}).`);
      frame.append(this.#head(), element("div", { className: "start" }, element("p", {}, said.notHere)));
      return;
    }
    this.#audience = found.site.doelgroep ?? "huurder";
    this.#scope = new Scope(found.site, said);
    this.#composer = new Composer(said, {
      ask: (question) => void this.#ask(question),
      stop: () => this.#asking?.abort(),
      typed: (draft) => this.#memory.keep({ draft }),
      say: (text) => this.#say(text),
    });
    const { toggle, panel } = more(found.site, words, {
      fresh: () => this.#restart(),
      erase: () => this.#erase(),
      audience: (value) => (this.#audience = value),
    });
    this.#composer.form.prepend(this.#scope.line);
    this.#history.append(this.#start);
    frame.append(this.#head(toggle), element("div", { className: "body" }, panel, this.#history), this.#live, this.#composer.form);
    this.#showStart();
    this.#composer.text = this.#memory.kept.draft;
    await this.#restore();
  }

  /**
   * What the service knows of this site; when it cannot be asked now the chat does without.
   * @param {string | null} name @returns {Promise<{site: Partial<Site>, refused: number | null}>}
   */
  async #lookUp(name) {
    if (!name) {
      const written = this.querySelector("script[type='application/json']")?.textContent;
      return { site: written ? parse(written) : {}, refused: null };
    }
    try {
      return { site: await siteOf(name), refused: null };
    } catch (problem) {
      const refused = problem instanceof ServiceProblem && (problem.status === 403 || problem.status === 404);
      return { site: {}, refused: refused ? problem.status : null };
    }
  }

  /** @param {...HTMLElement} actions */
  #head(...actions) {
    const said = words.chat;
    const row = element("div", { className: "head__actions" }, ...actions);
    const close = this.whenClosed;
    if (close) row.append(button(said.close, () => close(), "plain"));
    const ai = element("p", { className: "ai" }, element("strong", {}, said.aiAssistant), ` · ${said.checkSource}`);
    return element("header", { className: "head" }, element("div", {}, this.#title, ai), row);
  }

  /** Announce something, once. @param {string} text */
  #say(text) {
    this.#live.append(element("p", {}, text));
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#live.replaceChildren(), ANNOUNCED_MS);
  }

  #showStart() {
    this.#start.replaceChildren(...startPanel(this.#site, words.chat, (text) => void this.#choose(text)));
    this.#start.hidden = false;
  }

  async #restore() {
    const { conversation: id, unanswered } = this.#memory.kept;
    if (id) {
      this.#start.hidden = true;
      try {
        const past = await conversation(id);
        if (!past) this.#memory.keep({ conversation: null });
        for (const { vraag, antwoord } of past ?? []) this.#finish(this.#place(vraag), vraag, antwoord);
      } catch (problem) {
        const again = () => void this.#restore();
        this.#history.append(trouble(problem, words.chat, again, (text) => this.#say(text)));
        return;
      }
    }
    if (unanswered) {
      const exchange = this.#place(unanswered);
      exchange.append(trouble(new Error(), { ...words.chat, lost: words.chat.interrupted }, () => void this.#ask(unanswered, exchange), () => {}));
    }
    this.#start.hidden = this.#exchanges > 0;
    if (this.#exchanges) this.#history.scrollTop = this.#history.scrollHeight;
  }

  /** Begin again; what was said stays where it is kept until its time is over. */
  #restart() {
    this.#asking?.abort();
    this.#memory.forget();
    this.#exchanges = 0;
    this.#history.replaceChildren(this.#start);
    this.#showStart();
    this.#composer.text = "";
    void this.enter(!matchMedia(TOUCHED).matches);
  }

  async #erase() {
    const { conversation: id } = this.#memory.kept;
    const said = words.chat;
    this.#asking?.abort();
    try {
      if (id) await erase(id);
    } catch (problem) {
      this.#history.append(trouble(problem, { ...said, broken: said.notErased, lost: said.notErased }, () => void this.#erase(), (text) => this.#say(text)));
      this.#history.scrollTop = this.#history.scrollHeight;
      return;
    }
    this.#restart();
    this.#say(said.erased);
  }

  /** A new exchange with its question. @param {string} question */
  #place(question) {
    this.#exchanges++;
    this.#start.hidden = true;
    const asked = element("h3", { className: "question" }, hidden(`${words.chat.asked} `), question);
    const exchange = element("article", { className: "exchange" }, asked, element("p", { className: "state" }));
    exchange.dataset.number = String(this.#exchanges);
    this.#history.append(exchange);
    return exchange;
  }

  /** Put the whole answer in its place. @param {HTMLElement} exchange @param {string} question @param {Answer} answer */
  #finish(exchange, question, answer) {
    const whole = answerElement(answer, question, exchange.dataset.number ?? "", words, {
      choose: (text) => void this.#choose(text),
      again: () => void this.#ask(question, exchange),
      widen: this.#scope.narrow ? () => {
        this.#scope.widen();
        void this.#choose(question);
      } : null,
      rephrase: () => {
        this.#composer.text = question;
        this.#composer.focus();
      },
      judge: (verdict) => giveFeedback({ antwoordId: answer.antwoordId, site: this.getAttribute("site"), ...verdict }),
      say: (text) => this.#say(text),
    });
    const state = exchange.querySelector(".state");
    if (state) state.textContent = searchedLine(answer, words.chat);
    const coming = exchange.querySelector(".answer");
    // Who was already on a source stays on it.
    let place = 0;
    let held = -1;
    for (const link of exchange.querySelectorAll(".ref")) {
      if (link === this.#root.activeElement) held = place;
      place++;
    }
    if (coming) coming.replaceWith(whole);
    else exchange.append(whole);
    if (held >= 0) /** @type {HTMLElement | undefined} */ (whole.querySelectorAll(".ref")[held])?.focus();
  }

  /** Ask by pressing a question: what was pressed goes away, so the focus moves to the question itself. @param {string} question */
  async #choose(question) {
    if (this.#asking) return;
    if (question === words.chat.anotherPlace) return this.#composer.prompt(words.chat.typePlace);
    const asked = this.#ask(question);
    const heading = this.#history.querySelector(".exchange:last-child .question");
    if (heading instanceof HTMLElement) focusOn(heading);
    await asked;
  }

  /** @param {string} question @param {HTMLElement} [again] */
  async #ask(question, again) {
    if (this.#asking) return;
    const asking = (this.#asking = new AbortController());
    const said = words.chat;
    this.#memory.keep({ unanswered: question });
    if (!again && this.#composer.text.trim() === question) this.#composer.text = "";
    this.#composer.busy(true);
    this.#live.replaceChildren();
    const exchange = again ?? this.#place(question);
    exchange.querySelector(".answer")?.remove();
    const coming = element("div", { className: "answer" });
    const state = /** @type {HTMLElement} */ (exchange.querySelector(".state"));
    state.textContent = this.#site.documenten ? filled(said.searching, { n: this.#site.documenten }) : said.searchingSome;
    exchange.append(coming);
    exchange.ariaBusy = "true";
    this.#bringUp(exchange);
    // The keyboard of a phone would hide the answer, and the button to try again is gone.
    if (again || matchMedia(TOUCHED).matches) focusOn(/** @type {HTMLElement} */ (exchange.querySelector(".question")));
    try {
      const asked = {
        vraag: question,
        gesprekId: this.#memory.kept.conversation,
        doelgroep: this.#audience,
        site: this.getAttribute("site"),
        filters: this.#scope.filters,
      };
      const answer = await follow(asked, asking.signal, { coming, state, key: exchange.dataset.number ?? "" }, words, (text) => this.#say(text));
      this.#memory.keep({ conversation: answer.gesprekId, unanswered: null });
      this.#finish(exchange, question, answer);
    } catch (problem) {
      if (this.#asking !== asking || !exchange.isConnected) return; // begun again meanwhile
      if (problem instanceof ServiceProblem && problem.status === 404) this.#memory.keep({ conversation: null });
      state.textContent = coming.childElementCount ? said.unfinished : "";
      if (!coming.childElementCount) coming.remove();
      exchange.append(trouble(problem, said, () => void this.#ask(question, exchange), (text) => this.#say(text)));
    } finally {
      exchange.ariaBusy = null;
      if (this.#asking === asking) this.#asking = null;
      this.#composer.busy(this.#asking !== null);
    }
  }

  /** Bring a question to the top of what is seen, and never move the page around the chat. @param {HTMLElement} exchange */
  #bringUp(exchange) {
    const frame = this.#root.querySelector(".chat");
    for (const box of mapped([this.#history, frame], (one) => one)) {
      if (box && box.scrollHeight > box.clientHeight) box.scrollTop += exchange.getBoundingClientRect().top - box.getBoundingClientRect().top;
    }
  }
}

if (!customElements.get("afsprakenwijzer-chat")) customElements.define("afsprakenwijzer-chat", Chat);
