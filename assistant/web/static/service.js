// @ts-check
/** The service as the chat sees it: questions as a stream of events, the conversation, and feedback. */

/** Where this script came from is where the service is. */
export const BASE = new URL("../", import.meta.url);

/**
 * @typedef {{tekst: string, bronnen: number[]}} Sentence
 * @typedef {{id: string, titel: string, soort: string, herkomst: string, kennisdatum: string | null, gemeenten: string[],
 *   periode: {van: number | null, tot: number | null}, status: string}} DocumentCard
 * @typedef {{nummer: number, citaat: string, paginaVan: number, paginaLabel: string | null, koppen: string[],
 *   paginaUrl: string, bronUrl: string | null, herkend: boolean, document: DocumentCard}} Source
 * @typedef {{antwoordId: string, gesprekId: string, status: string, tekst: string, zinnen: Sentence[],
 *   toelichting: string[], verwijzingen: {naam: string, url: string, reden: string}[], keuzes: string[],
 *   bronnen: Source[], doorzocht: {documenten: number}, vervolgvragen: string[], begrepenAls: string}} Answer
 * @typedef {{vraag: string, gesprekId: string | null, doelgroep: string, site: string | null}} Asked
 */

/** A problem that the service reported, in words for a person. */
export class ServiceProblem extends Error {
  /** @param {{status: number, detail: string}} problem */
  constructor(problem) {
    super(problem.detail);
    this.status = problem.status;
  }
}

/** @param {string} path @param {RequestInit} [options] @returns {Promise<Response>} */
async function call(path, options) {
  const response = await fetch(new URL(path, BASE), { credentials: "omit", cache: "no-store", ...options });
  if (response.ok) return response;
  const problem = await response.json().catch(() => null);
  throw new ServiceProblem({ status: response.status, detail: problem?.detail ?? "" });
}

/** @param {unknown} body @param {string} accept @param {AbortSignal} [signal] @returns {RequestInit} */
function posted(body, accept, signal) {
  return {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: accept },
    body: JSON.stringify(body),
    signal,
  };
}

/**
 * Ask a question; gives the events one by one and ends after "klaar".
 * @param {Asked} asked @param {AbortSignal} signal
 * @returns {AsyncGenerator<{name: string, data: any}>}
 */
export async function* ask(asked, signal) {
  const response = await call("v1/chat", posted(asked, "text/event-stream", signal));
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  const decoder = new TextDecoder();
  let waiting = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    waiting += decoder.decode(value, { stream: true });
    for (let end = waiting.indexOf("\n\n"); end >= 0; end = waiting.indexOf("\n\n")) {
      const event = parsed(waiting.slice(0, end));
      waiting = waiting.slice(end + 2);
      if (event) yield event;
    }
  }
}

/** @param {string} block @returns {{name: string, data: any} | null} */
function parsed(block) {
  let name = "";
  const data = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) name = line.slice(7);
    else if (line.startsWith("data: ")) data.push(line.slice(6));
  }
  return name ? { name, data: JSON.parse(data.join("\n")) } : null;
}

/**
 * An earlier conversation; null when it is not there any more.
 * @param {string} id @returns {Promise<{vraag: string, antwoord: Answer}[] | null>}
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

/** @param {string} answerId @param {"goed" | "fout"} verdict @param {string | null} site */
export async function giveFeedback(answerId, verdict, site) {
  await call("v1/terugkoppelingen", posted({ antwoordId: answerId, oordeel: verdict, site }, "application/json"));
}

/** The words that stand for the values in an answer. @returns {Promise<Record<string, Record<string, string>>>} */
export async function words() {
  return (await call("web/words.json")).json();
}
