/** While the library is made ready: shows how far it is, and opens the page that was asked for when it can be. */

const PAUSE_MS = 3000;
const progress = document.querySelector("#voortgang");

async function look() {
  try {
    const answer = await fetch("/gereed", { cache: "no-store" });
    if (answer.ok) {
      location.reload();
      return;
    }
    /** @type {{detail?: string}} */
    const problem = await answer.json();
    // What follows the first sentence is advice for who does not wait here.
    const sentence = problem.detail?.split(". ")[0];
    if (progress && sentence) progress.textContent = `${sentence}.`;
  } catch {
    // The service is being started again.
  }
  setTimeout(look, PAUSE_MS);
}

setTimeout(look, PAUSE_MS);
export {};
