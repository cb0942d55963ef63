// @ts-check
/**
 * The one script a website adds. On a page that holds <afsprakenwijzer-chat> it fills that element; with
 * data-site="NAME" it adds a button that opens the chat:
 *   <script src="https://…/web/widget.js" data-site="NAME" defer></script>
 * A name is public: the service keeps the list of websites that may use it.
 */
(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const chat = import(new URL("chat.js", script.src).href);
  const site = script.dataset.site;
  if (!site) return;

  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  for (const name of ["tokens.css", "launcher.css"]) {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = new URL(name, script.src).href;
    root.append(sheet);
  }
  const open = document.createElement("button");
  open.type = "button";
  open.className = "open";
  open.textContent = "Vraag over woonafspraken";
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-label", "Afsprakenwijzer");
  const bar = document.createElement("div");
  bar.className = "bar";
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.textContent = "Sluiten";
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => open.focus());
  bar.append(close);
  dialog.append(bar);
  open.addEventListener("click", async () => {
    await chat;
    if (!dialog.querySelector("afsprakenwijzer-chat")) {
      const element = document.createElement("afsprakenwijzer-chat");
      element.setAttribute("site", site);
      element.setAttribute("launched", "");
      dialog.append(element);
    }
    dialog.showModal();
  });
  root.append(open, dialog);
  document.body.append(host);
})();
