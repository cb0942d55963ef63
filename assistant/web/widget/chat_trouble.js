/** When something does not work: what happened in plain words, when to try again, and a button that does. */

import { ServiceProblem } from "./service.js";
import { button, element } from "./widget_elements.js";
import { filled } from "./widget_words.js";

/** @import { Said, Say } from "./types.js" */

/** What went wrong, in words. @param {unknown} problem @param {Said} said @returns {string} */
export function explained(problem, said) {
  if (problem instanceof DOMException && problem.name === "AbortError") return said.stopped;
  if (!navigator.onLine) return said.offline;
  if (!(problem instanceof ServiceProblem)) return said.lost;
  if (problem.status === 404) return said.conversationGone;
  if (problem.status === 429) return said.tooMany;
  if (problem.status === 503) return said.busy;
  return said.broken;
}

/**
 * The message with its button. With a time to wait it counts down, for the eye alone, and says once when it is over.
 * @param {unknown} problem @param {Said} said @param {() => void} retry @param {Say} say
 */
export function trouble(problem, said, retry, say) {
  const text = explained(problem, said);
  const message = element("p", {}, text);
  const made = element("div", { className: "trouble" }, message, button(said.again, () => {
    clearInterval(ticking);
    made.remove();
    retry();
  }, "choice"));
  let ticking = 0;
  const wait = problem instanceof ServiceProblem ? problem.wait : null;
  if (!wait) {
    say(text);
    return made;
  }
  const until = Date.now() + wait * 1000;
  const inWords = () => {
    const seconds = Math.ceil((until - Date.now()) / 1000);
    if (seconds <= 0) return said.now;
    const clock = new Date(until).toLocaleTimeString("nl-NL", { hour: "numeric", minute: "2-digit" });
    return seconds > 90 ? filled(said.at, { clock }) : filled(said.wait, { n: seconds });
  };
  message.textContent = `${text} ${inWords()}`;
  say(message.textContent);
  ticking = setInterval(() => {
    message.textContent = `${text} ${inWords()}`;
    if (Date.now() < until && made.isConnected) return;
    clearInterval(ticking);
    if (made.isConnected) say(said.now);
  }, 1000);
  return made;
}
