/**
 * The one script that a website adds, as a module. It makes the tag <afsprakenwijzer-chat> work; with data-site="NAME"
 * it also adds a button that opens the chat:
 *   <script type="module" src="https://…/web/widget.js" data-site="NAME"></script>
 * A name is public: the service keeps the list of websites that may use it.
 */

import { launch } from "./widget_launcher.js";

/** The tag that asked for this script; a module has no `document.currentScript`. */
function ownTag() {
  for (const script of document.querySelectorAll("script[data-site]")) {
    if (script instanceof HTMLScriptElement && new URL(script.src, document.baseURI).href === import.meta.url) return script;
  }
  return null;
}

const tag = ownTag();
if (tag) launch(tag.dataset.site ?? "", tag.dataset.thema ?? null);
// Most visitors never open the chat, so it only comes when a page holds it; the button fetches it by itself.
else void import("./chat.js");
if (tag && document.querySelector("afsprakenwijzer-chat")) void import("./chat.js");
