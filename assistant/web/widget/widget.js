/**
 * The one script that a website adds, as a module. It makes the tag <afsprakenwijzer-chat> work; with data-site="NAME"
 * it also adds a button that opens the chat:
 *   <script type="module" src="https://…/web/widget.js" data-site="NAME"></script>
 * A name is public: the service keeps the list of websites that may use it.
 */

/** The tag that asked for this script: a module has no `document.currentScript`, and may come by way of another address. */
function ownTag() {
  const own = new URL(import.meta.url).origin;
  for (const script of document.querySelectorAll("script[data-site]")) {
    if (!(script instanceof HTMLScriptElement)) continue;
    const { origin, pathname } = new URL(script.src, document.baseURI);
    if (origin === own && pathname.endsWith("/widget.js")) return script;
  }
  return null;
}

const tag = ownTag();
// Fetched beside the part that needs them, and not after it.
void import("./widget_natives.js");
void import("./words.json.js");
// Most visitors never open the chat, so it only comes when a page holds it; the button fetches it by itself.
if (!tag || document.querySelector("afsprakenwijzer-chat")) void import("./chat.js");
if (tag) {
  const { launch } = await import("./widget_launcher.js");
  launch(tag.dataset.site ?? "", tag.dataset.thema ?? null);
}
