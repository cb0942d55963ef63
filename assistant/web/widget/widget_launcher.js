/**
 * The button on someone else's website, and the window that it opens. Both stand in the browser's top layer, above
 * whatever a page stacks. Beside a page the window leaves the page usable; on a phone it is the whole screen.
 */

import { button, element } from "./widget_elements.js";
import tokens from "../static/tokens.css";
import launcher from "./launcher.css";
import { dress } from "./widget_styles.js";
import { words } from "./widget_words.js";

const PHONE = "(max-width: 40em)";
const HOST = ":host { display: contents !important; font-size: medium !important; }";

/**
 * Add the button; the chat is fetched when somebody is about to open it.
 * @param {string} site @param {string | null} theme
 */
export function launch(site, theme) {
  const host = element("div");
  if (theme) host.setAttribute("thema", theme);
  // Open, because tools for accessibility only look into open roots; a closed one would protect nothing.
  const root = host.attachShadow({ mode: "open" });
  dress(root, [HOST, tokens, launcher]);
  const { chat: said } = words;

  const open = button(said.open, () => show(true), "open");
  open.popover = "manual";
  open.ariaHasPopup = "dialog";
  open.onpointerenter = open.onfocus = () => void import("./chat.js");
  const dialog = element("dialog", { popover: "manual", ariaLabel: said.name });
  root.append(open, dialog);
  document.body.append(host);
  open.showPopover();

  const phone = matchMedia(PHONE);
  phone.addEventListener("change", () => dialog.open || dialog.matches(":popover-open") ? show(false) : undefined);
  window.visualViewport?.addEventListener("resize", fit);
  window.visualViewport?.addEventListener("scroll", fit);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    hide();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    hide();
  });

  /** Show the window the way that fits the screen. @param {boolean} entering */
  async function show(entering) {
    const { Chat } = await import("./chat.js");
    putAway();
    let chat = dialog.querySelector("afsprakenwijzer-chat");
    if (!(chat instanceof Chat)) {
      chat = new Chat();
      chat.setAttribute("site", site);
      chat.setAttribute("launched", "");
      if (theme) chat.setAttribute("thema", theme);
      /** @type {import("./chat.js").Chat} */ (chat).whenClosed = hide;
      dialog.append(chat);
    }
    open.hidePopover();
    if (phone.matches) dialog.showModal();
    else dialog.showPopover();
    fit();
    if (entering && chat instanceof Chat) await chat.enter(!matchMedia("(pointer: coarse)").matches);
    dialog.ariaLabel = chat instanceof Chat ? chat.heading : said.name;
  }

  function putAway() {
    if (dialog.open) dialog.close();
    if (dialog.matches(":popover-open")) dialog.hidePopover();
  }

  function hide() {
    putAway();
    open.showPopover();
    open.focus();
  }

  /** Keep the whole window, with its field, above the keyboard of a phone. */
  function fit() {
    const seen = window.visualViewport;
    if (!seen) return;
    dialog.style.setProperty("--seen-height", `${seen.height}px`);
    dialog.style.setProperty("--seen-top", `${seen.offsetTop}px`);
  }
}
