/** The service as the chat sees it: the site, questions as a stream of events, the conversation, and feedback. */

import { parsed } from "./service_events.js";
import { send, written } from "./widget_natives.js";

/** Where this script came from is where the service is. */
export const BASE = new URL("../", import.meta.url);
// The service sends something every fifteen seconds; after this long the connection is lost without a word.
const SILENCE_MS = 45_000;

/** @import { AnswerEvent, Asked, Exchange, Site, Verdict } from "./types.js" */

/** A problem that the service reported, in words for a person; `wait` is in seconds. */
export class ServiceProblem extends Error {
  /** @param {number} status @param {string} detail @param {number | null} [wait] */
  constructor(status, detail, wait = null) {
    super(detail);
    this.status = status;
    this.wait = wait;
  }
}

/** @param {string} path @param {RequestInit} [options] @returns {Promise<Response>} */
async function call(path, options) {
  const response = await send(new URL(path, BASE), { credentials: "omit", cache: "no-store", ...options });
  if (response.ok) return response;
  let detail = "";
  try {
    detail = (await response.json()).detail;
  } catch {
    // what stands between us and the service may answer in its own way
  }
  const wait = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  throw new ServiceProblem(response.status, detail, Number.isFinite(wait) ? wait : null);
}

/** @param {unknown} body @param {string} accept @param {AbortSignal} [signal] @returns {RequestInit} */
function posted(body, accept, signal) {
  const headers = { "Content-Type": "application/json", Accept: accept };
  return { method: "POST", headers, body: written(body), ...(signal && { signal }) };
}

/** What the service knows of a website: its texts, colours and presets. @param {string} name @returns {Promise<Site>} */
export async function siteOf(name) {
  const response = await call(`v1/sites/${encodeURIComponent(name)}`, { cache: "default" });
  return await response.json();
}

/**
 * Ask a question; gives the events one by one and ends with the connection.
 * @param {Asked} asked @param {AbortSignal} signal
 * @returns {AsyncGenerator<AnswerEvent, void>}
 */
export async function* ask(asked, signal) {
  const lost = new AbortController();
  let clock = setTimeout(() => lost.abort(new TypeError("nothing came")), SILENCE_MS);
  const stop = () => lost.abort(signal.reason);
  signal.addEventListener("abort", stop);
  try {
    const response = await call("v1/chat", posted(asked, "text/event-stream", lost.signal));
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    const decoder = new TextDecoder();
    let waiting = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(clock);
      clock = setTimeout(() => lost.abort(new TypeError("nothing came")), SILENCE_MS);
      waiting += decoder.decode(value, { stream: true });
      for (let end = waiting.indexOf("\n\n"); end >= 0; end = waiting.indexOf("\n\n")) {
        const event = parsed(waiting.slice(0, end));
        waiting = waiting.slice(end + 2);
        if (event) yield event;
      }
    }
  } finally {
    clearTimeout(clock);
    signal.removeEventListener("abort", stop);
  }
}

/**
 * An earlier conversation; null when it is not there any more.
 * @param {string} id @returns {Promise<Exchange[] | null>}
 */
export async function conversation(id) {
  try {
    const response = await call(`v1/gesprekken/${encodeURIComponent(id)}`);
    return (await response.json()).beurten;
  } catch (problem) {
    if (problem instanceof ServiceProblem && problem.status === 404) return null;
    throw problem;
  }
}

/** Erase a conversation for good; one that is gone already is fine. @param {string} id */
export async function erase(id) {
  try {
    await call(`v1/gesprekken/${encodeURIComponent(id)}`, { method: "DELETE" });
  } catch (problem) {
    if (!(problem instanceof ServiceProblem && problem.status === 404)) throw problem;
  }
}

/** @param {Verdict & {antwoordId: string, site: string | null}} verdict */
export async function giveFeedback(verdict) {
  await call("v1/terugkoppelingen", posted(verdict, "application/json"));
}
