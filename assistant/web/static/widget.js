/**
 * The one script that a website adds, as a module. It makes the tag <afsprakenwijzer-chat> work; with data-site="NAME"
 * it also adds a button that opens the chat:
 *   <script type="module" src="https://…/web/widget.js" data-site="NAME"></script>
 * A name is public: the service keeps the list of websites that may use it.
 */

const PARTS = ["elements", "natives", "styles", "words"];
const CHAT = [
  "answer", "answer_copy", "answer_opinion", "answer_peek", "answer_source", "chat", "chat_composer", "chat_follow",
  "chat_memory", "chat_more", "chat_scope", "chat_start", "chat_trouble", "service", "service_events",
];

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
// All are asked for at once, and not one after the other as each names the next.
for (const part of PARTS) void import(`./widget_${part}.js`);
if (tag) {
  const { launch } = await import("./widget_launcher.js");
  await launch(tag.dataset.site ?? "", tag.dataset.thema ?? null, CHAT);
}
// Most visitors never open the chat, so it only comes when a page holds it; the button fetches it by itself.
if (!tag || document.querySelector("afsprakenwijzer-chat")) for (const part of CHAT) void import(`./${part}.js`);
