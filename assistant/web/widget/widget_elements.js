/** Making elements. Text only ever becomes text: nothing here, and nothing that uses it, reads markup. */

/**
 * An element with properties and children.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {Record<string, unknown>} [properties] @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** Words for who listens instead of looks. @param {string} text */
export function hidden(text) {
  return element("span", { className: "visually-hidden" }, text);
}

/**
 * A button that does something.
 * @param {string} text @param {() => unknown} act @param {string} [className]
 */
export function button(text, act, className = "plain") {
  return element("button", { type: "button", className, onclick: () => void act() }, text);
}

/**
 * A link that opens beside what is read.
 * @param {string} href @param {Record<string, unknown>} properties @param {...(Node | string)} children
 */
export function outward(href, properties, ...children) {
  return element("a", { href, target: "_blank", rel: "noopener", ...properties }, ...children);
}

/** Put the focus on something that is read and not used. @param {HTMLElement} target */
export function focusOn(target) {
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
}
