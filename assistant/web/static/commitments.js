/** The basket of found commitments with notes: it stays in this browser, and fills the page of the basket. */

const KEY = "afsprakenwijzer.mandje";
const MOST = 100;
const LONGEST_NOTE = 2000;

/** @typedef {{id: string, note: string}} Kept */

/** @returns {Kept[]} */
function load() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    if (!Array.isArray(found)) return [];
    return found
      .filter((one) => typeof one?.id === "string" && typeof one?.note === "string")
      .map(({ id, note }) => ({ id, note }))
      .slice(0, MOST);
  } catch {
    return [];
  }
}

/** @param {Kept[]} kept */
function save(kept) {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
    return true;
  } catch {
    return false; // The browser keeps nothing: the forms still work.
  }
}

/** Whether two of what is kept share a commitment; those of one row of a table have one place. @param {string} one @param {string} other */
function meet(one, other) {
  const ids = other.split(" ");
  return one.split(" ").some((id) => ids.includes(id));
}

/** @param {string} id @param {string} note */
function write(id, note) {
  const place = load().findIndex((one) => meet(one.id, id));
  save(load().map((one, at) => (at === place ? { id: one.id, note: note.slice(0, LONGEST_NOTE) } : one)));
}

/** @param {string} id */
function drop(id) {
  save(load().filter((one) => !meet(one.id, id)));
}

function count() {
  const number = load().length;
  for (const place of document.querySelectorAll("[data-basket-count]")) place.textContent = number ? `(${number})` : "";
  for (const link of document.querySelectorAll("a[data-basket-link]")) link.setAttribute("href", "/afspraken/mandje");
}

/** @param {HTMLInputElement} box */
function noteField(box) {
  const place = box.closest(".deal__keep");
  const old = place?.parentElement?.querySelector(".note");
  if (!box.checked) return old?.remove();
  if (!place || old) return;
  const field = document.createElement("textarea");
  field.rows = 2;
  field.maxLength = LONGEST_NOTE;
  field.id = `noot-${box.value}`;
  field.value = load().find((one) => meet(one.id, box.value))?.note ?? "";
  field.addEventListener("input", () => write(box.value, field.value));
  const label = document.createElement("label");
  label.htmlFor = field.id;
  label.textContent = "Uw notitie (mag leeg blijven)";
  const around = document.createElement("div");
  around.className = "note";
  around.append(label, field);
  place.after(around);
}

/** @param {HTMLInputElement} box */
function keeping(box) {
  box.checked = load().some((one) => meet(one.id, box.value));
  noteField(box);
  box.addEventListener("change", () => {
    const kept = load().filter((one) => !meet(one.id, box.value));
    if (box.checked && kept.length >= MOST) {
      box.checked = false;
      say(`Er passen ${MOST} afspraken in het mandje. Haal er eerst een weg.`);
      return;
    }
    if (box.checked) kept.push({ id: box.value, note: "" });
    if (!save(kept)) say("Deze browser bewaart niets. Gebruik de knop onder de lijst.");
    noteField(box);
    count();
    say(box.checked ? `Bewaard. In uw mandje: ${kept.length}.` : `Weggehaald. In uw mandje: ${kept.length}.`);
  });
}

const spoken = document.createElement("p");
spoken.className = "toast";
spoken.setAttribute("role", "status");
document.body.append(spoken);
/** @type {ReturnType<typeof setTimeout> | undefined} */
let silence;

/** @param {string} text */
function say(text) {
  spoken.textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => (spoken.textContent = ""), 5000);
}

/** @param {ParentNode} root */
function enhance(root) {
  for (const one of root.querySelectorAll("[data-with-script]")) one.removeAttribute("hidden");
  for (const one of root.querySelectorAll("[data-no-script]")) one.setAttribute("hidden", "");
  // A row of a table that fits does not have to be reached to be scrolled.
  for (const row of root.querySelectorAll("[data-scrolls]")) if (row.scrollWidth <= row.clientWidth) row.removeAttribute("tabindex");
  for (const box of root.querySelectorAll("input[data-keep]")) if (box instanceof HTMLInputElement) keeping(box);
  for (const link of root.querySelectorAll("a[data-plain]")) link.setAttribute("href", link.getAttribute("data-plain") ?? "");
  root.querySelector("[data-print]")?.addEventListener("click", () => print());
  root.querySelector("[data-empty]")?.addEventListener("click", () => {
    if (!confirm("Alles uit het mandje halen, ook uw notities?")) return;
    save([]);
    void fill();
  });
  for (const item of root.querySelectorAll("[data-kept]")) {
    const id = item.getAttribute("data-kept") ?? "";
    const field = item.querySelector("textarea[data-note]");
    if (field instanceof HTMLTextAreaElement) field.addEventListener("input", () => write(id, field.value));
    item.querySelector("[data-drop]")?.addEventListener("click", (event) => {
      event.preventDefault();
      drop(id);
      void fill();
    });
  }
}

/** Fills the page of the basket with what this browser keeps. */
async function fill() {
  const place = document.querySelector("[data-basket]");
  if (!place) return;
  const form = new URLSearchParams();
  for (const one of load()) {
    form.append("id", one.id);
    form.append("noot", one.note);
  }
  try {
    const answer = await fetch("/afspraken/mandje", { method: "POST", body: form, headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const filled = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-basket]");
    if (!filled) throw new Error("leeg");
    place.replaceChildren(...filled.childNodes);
    enhance(place);
  } catch {
    say("Het mandje kan nu niet worden geladen. Probeer het opnieuw.");
  }
  count();
}

/** What came in the address or a form joins what is kept here. */
function join() {
  const kept = load();
  for (const item of document.querySelectorAll("[data-kept]")) {
    const id = item.getAttribute("data-kept") ?? "";
    if (kept.length < MOST && !kept.some((one) => meet(one.id, id))) kept.push({ id, note: "" });
  }
  return save(kept);
}

if (document.querySelector("[data-basket]")) {
  if (document.querySelector("[data-fill]")) {
    if (load().length) void fill();
  } else if (join()) {
    void fill();
  }
}
enhance(document);
count();
addEventListener("storage", (event) => {
  if (event.key === KEY) count();
});
export {};
