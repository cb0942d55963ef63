/** A site can begin with its own documents; a reader sees that, and can search them all. */

import { button, element } from "./widget_elements.js";
import { joined } from "./widget_natives.js";
import { filled } from "./widget_words.js";

/** @import { Filters, Said, Site } from "./types.js" */

export class Scope {
  #own = true;
  #filters;
  line = element("p", { className: "scope", hidden: true });

  /** @param {Partial<Site>} site @param {Said} said */
  constructor(site, said) {
    this.#filters = site.filters ?? {};
    const { gemeenten = [], corporaties = [] } = this.#filters;
    let any = false;
    for (const values of Object.values(this.#filters)) any ||= values.length > 0;
    if (!any) this.#own = false;
    if (!any) return;
    const about = joined([...gemeenten, ...corporaties], ", ") || said.someDocuments;
    const text = element("span");
    const change = button("", () => {
      this.#own = !this.#own;
      show();
    });
    const show = () => {
      text.textContent = this.#own ? filled(said.scopeOwn, { about }) : said.scopeAll;
      change.textContent = this.#own ? said.scopeWiden : filled(said.narrow, { about });
    };
    this.widen = () => {
      this.#own = false;
      show();
    };
    show();
    this.line.append(text, " ", change);
    this.line.hidden = false;
  }

  /** Search all documents from now on; does nothing for a site without documents of its own. */
  widen = () => {};

  /** Whether only a part is searched. */
  get narrow() {
    return this.#own;
  }

  /** @returns {Filters} */
  get filters() {
    return this.#own ? this.#filters : {};
  }
}
