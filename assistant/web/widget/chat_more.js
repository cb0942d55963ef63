/** Behind "Meer": what this can and cannot do, how personal data is treated, for whom answers are, and a clean start. */

import { button, element, focusOn, hidden, outward } from "./widget_elements.js";
import { filled } from "./widget_words.js";

/** @import { MoreActions, Said, Site, Words } from "./types.js" */

/** How long a conversation is kept, in words. @param {Partial<Site>} site @param {Said} said */
function kept({ bewaarDagen: days }, said) {
  if (days === 0) return said.keptShort;
  return days ? filled(days === 1 ? said.keptOne : said.kept, { n: days }) : said.keptSome;
}

/**
 * The button and its panel.
 * @param {Partial<Site>} site @param {Words} words @param {MoreActions} actions
 */
export function more(site, words, actions) {
  const { chat: said } = words;
  const panel = element("div", { className: "more", id: "meer", hidden: true, role: "region", ariaLabel: said.more });
  const toggle = button(said.more, () => show(Boolean(panel.hidden)), "plain");
  toggle.ariaExpanded = "false";
  toggle.setAttribute("aria-controls", "meer");

  /** @param {boolean} on */
  function show(on) {
    panel.hidden = !on;
    toggle.ariaExpanded = String(on);
    sure.hidden = true;
  }

  const audience = element("select", { id: "doelgroep", onchange: () => actions.audience(audience.value) });
  for (const value of /** @type {const} */ (["huurder", "beleid"])) {
    audience.append(element("option", { value, selected: value === site.doelgroep }, words.doelgroep[value]));
  }

  const sure = element("div", { className: "sure", hidden: true },
    element("p", {}, said.eraseSure),
    button(said.eraseYes, async () => {
      await actions.erase();
      show(false);
    }, "choice"),
    button(said.eraseNo, () => {
      sure.hidden = true;
      eraser.focus();
    }, "choice"));
  const eraser = button(said.erase, () => {
    sure.hidden = false;
    focusOn(sure);
  }, "choice");
  const fresh = button(said.fresh, () => {
    show(false);
    actions.fresh();
  }, "choice");

  const privacy = element("p", {}, said.privacy, " ", kept(site, said), " ", said.noCookies);
  if (site.privacyUrl) privacy.append(" ", outward(site.privacyUrl, {}, said.privacyStatement, hidden(` (${said.newTab})`)));
  panel.append(
    element("p", { className: "ways" }, fresh, eraser), sure,
    element("p", { className: "audience" }, element("label", { htmlFor: "doelgroep" }, `${said.audience} `), audience),
    element("h3", {}, said.aboutTitle), element("p", {}, said.about),
    element("h3", {}, said.privacyTitle), privacy);
  panel.addEventListener("keydown", closeOnEscape);
  toggle.addEventListener("keydown", closeOnEscape);

  /** @param {KeyboardEvent} event */
  function closeOnEscape(event) {
    if (event.key !== "Escape" || panel.hidden) return;
    event.preventDefault();
    show(false);
    toggle.focus();
  }

  return { toggle, panel };
}
