/** The number in a sentence and the source in the list are the same thing: pointing at one shows the other. */

import { cardLine, quoted, title } from "./answer_source.js";
import { element } from "./widget_elements.js";

/** @import { Source, Words } from "./types.js" */

// Time to move the pointer from the number to what it shows.
const LINGER_MS = 250;

/**
 * Light what belongs together on hover and on focus, and show beside a number what it stands for.
 * @param {HTMLElement} answer @param {Map<number, Source>} sources @param {Words} words
 */
export function lightTogether(answer, sources, words) {
  // For the eye alone: the number itself is described by its source for who listens.
  const peek = element("div", { className: "peek", hidden: true, ariaHidden: "true" });
  let leaving = 0;
  answer.append(peek);

  /** @param {Event} event */
  const numbered = (event) => (event.target instanceof Element ? event.target.closest("[data-source]") : null);

  /** @param {Event} event @param {boolean} on */
  const light = (event, on) => {
    const number = numbered(event)?.getAttribute("data-source");
    if (!number) return;
    for (const same of answer.querySelectorAll(`[data-source="${number}"]`)) same.classList.toggle("lit", on);
  };

  const hide = () => {
    peek.hidden = true;
  };

  /** Nothing is shown beside a number when its source in the list is in sight. @param {Event} event */
  const show = (event) => {
    const mark = numbered(event);
    const source = mark instanceof HTMLElement && mark.matches(".ref") ? sources.get(Number(mark.dataset.source)) : undefined;
    if (!source || !(mark instanceof HTMLElement)) return;
    clearTimeout(leaving);
    const seen = answer.closest(".history")?.getBoundingClientRect();
    const listed = answer.querySelector(`.source[data-source="${source.nummer}"]`)?.getBoundingClientRect();
    if (seen && listed?.height && listed.top >= seen.top && listed.bottom <= seen.bottom) return hide();
    peek.replaceChildren(element("strong", {}, title(source, words)), cardLine(source, words), element("p", { className: "quote" }, quoted(source)));
    peek.hidden = false;
    const room = answer.clientWidth - peek.offsetWidth;
    peek.style.setProperty("left", `${Math.max(0, Math.min(room, mark.offsetLeft - 24))}px`);
    // Below its number, or above where there is no room below.
    const below = mark.getBoundingClientRect().bottom + peek.offsetHeight + 6;
    const top = seen && below > seen.bottom ? mark.offsetTop - peek.offsetHeight - 6 : mark.offsetTop + mark.offsetHeight + 6;
    peek.style.setProperty("top", `${top}px`);
  };

  const leave = () => {
    clearTimeout(leaving);
    leaving = setTimeout(hide, LINGER_MS);
  };

  for (const name of ["mouseover", "focusin"]) {
    answer.addEventListener(name, (event) => {
      light(event, true);
      show(event);
    });
  }
  for (const name of ["mouseout", "focusout"]) {
    answer.addEventListener(name, (event) => {
      light(event, false);
      leave();
    });
  }
  peek.addEventListener("mouseenter", () => clearTimeout(leaving));
  peek.addEventListener("mouseleave", leave);
  answer.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || peek.hidden) return;
    event.preventDefault();
    hide();
  });
}
