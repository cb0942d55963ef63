/** What a reader thinks of an answer: useful, or not and why. */

import { button, element, focusOn } from "./widget_elements.js";

/** @import { AnswerActions, Say, Words } from "./types.js" */

/**
 * Two buttons, and the form that the second opens.
 * @param {Words} words @param {AnswerActions["judge"]} judge @param {Say} say
 */
export function opinion(words, judge, say) {
  const { chat: said, redenen: reasons } = words;
  const line = element("div", { className: "opinion", role: "group", ariaLabel: said.opinion });
  const place = element("div", { className: "why" });

  /** @param {"goed" | "fout"} oordeel @param {string[]} redenen @param {string | null} toelichting */
  const tell = async (oordeel, redenen, toelichting) => {
    let told = said.thanks;
    try {
      await judge({ oordeel, redenen, toelichting });
    } catch {
      told = said.opinionFailed;
    }
    const message = element("p", {}, told);
    if (told === said.thanks) line.replaceChildren(message);
    if (told === said.thanks) place.replaceChildren();
    else place.append(message);
    focusOn(message);
    say(told);
  };

  const why = () => {
    down.ariaExpanded = String(!place.childElementCount);
    if (place.childElementCount) return place.replaceChildren();
    const boxes = [];
    for (const name of Object.keys(reasons)) {
      const box = element("input", { type: "checkbox", value: name });
      boxes[boxes.length] = element("label", { className: "reason" }, box, reasons[/** @type {keyof typeof reasons} */ (name)]);
    }
    const more = element("textarea", { rows: 2, maxLength: 2000 });
    const form = element("form", { className: "reasons" },
      element("fieldset", {}, element("legend", {}, said.why), ...boxes),
      element("label", {}, said.whyMore, more),
      element("button", { type: "submit", className: "choice" }, said.sendOpinion));
    form.onsubmit = (event) => {
      event.preventDefault();
      /** @type {string[]} */
      const chosen = [];
      for (const box of form.querySelectorAll("input")) if (box.checked) chosen[chosen.length] = box.value;
      void tell("fout", chosen, more.value.trim() || null);
    };
    place.append(form);
    form.querySelector("input")?.focus();
  };

  const up = button(said.useful, () => tell("goed", [], null), "thumb");
  const down = button(said.notUseful, why, "thumb thumb--down");
  down.ariaExpanded = "false";
  line.append(up, down);
  return [line, place];
}
