/**
 * What passes between the parts of the chat; the shapes of the service are those of its public contract. These are for
 * the type checker and never sent to a browser.
 */

export type Words = typeof import("../static/words.json");
export type Said = Words["chat"];

export interface Sentence {
  tekst: string;
  bronnen: number[];
}

export interface DocumentCard {
  id: string;
  titel: string;
  soort: string;
  herkomst: string;
  kennisdatum: string | null;
  gemeenten: string[];
  periode: { van: number | null; tot: number | null };
  status: string;
}

export interface Source {
  nummer: number;
  citaat: string;
  paginaVan: number;
  paginaTot: number;
  paginaLabel: string | null;
  koppen: string[];
  paginaUrl: string;
  bronUrl: string | null;
  herkend: boolean;
  document: DocumentCard;
}

export interface Answer {
  antwoordId: string;
  gesprekId: string;
  status: string;
  tekst: string;
  zinnen: Sentence[];
  toelichting: string[];
  verwijzingen: { naam: string; url: string; reden: string }[];
  keuzes: string[];
  bronnen: Source[];
  doorzocht: { documenten: number; vanJaar: number | null; totJaar: number | null };
  vervolgvragen: string[];
  begrepenAls: string;
}

export interface Exchange {
  vraag: string;
  antwoord: Answer;
}

export interface Filters {
  gemeenten?: string[];
  corporaties?: string[];
  themas?: string[];
  soorten?: string[];
  jaren?: number[];
  status?: string[];
}

export interface Asked {
  vraag: string;
  gesprekId: string | null;
  doelgroep: string;
  site: string | null;
  filters: Filters;
}

/** What happens while an answer is made; a client that only reads the last one, `klaar`, misses nothing. */
export type AnswerEvent =
  | { name: "begrepen"; data: { begrepenAls: string; doorzocht: { documenten: number } } }
  | { name: "bronnen"; data: { bronnen: Source[] } }
  | { name: "zin"; data: Sentence }
  | { name: "klaar"; data: Answer }
  | { name: "fout"; data: { status: number; detail: string } };

/** Colours as "#rrggbb", for a light and a dark page. */
export interface Colours {
  accent: string | null;
  opAccent: string | null;
  accentDonker: string | null;
  opAccentDonker: string | null;
}

/** What the service knows of a website; the service's own pages may leave any of it out. */
export interface Site {
  naam: string | null;
  titel: string | null;
  openingstekst: string | null;
  voorbeeldvragen: string[];
  doelgroep: string;
  filters: Filters;
  kleuren: Colours | null;
  documenten: number | null;
  bewaarDagen: number | null;
  privacyUrl: string | null;
}

export interface Verdict {
  oordeel: "goed" | "fout";
  redenen: string[];
  toelichting: string | null;
}

/** What is kept for a tab: where to find the conversation again, and what was typed and not yet answered. */
export interface Kept {
  conversation: string | null;
  draft: string;
  unanswered: string | null;
}

export type Say = (text: string) => void;

/** What a reader can do with an answer. */
export interface AnswerActions {
  choose(text: string): void;
  /** Asks the question once more. */
  again(): void;
  /** Asks it of all documents; null when all were searched. */
  widen: (() => void) | null;
  /** Puts the question back in the field. */
  rephrase(): void;
  judge(verdict: Verdict): Promise<void>;
  say: Say;
}

export interface ComposerActions {
  ask(question: string): void;
  stop(): void;
  typed(text: string): void;
  say: Say;
}

export interface MoreActions {
  fresh(): void;
  erase(): Promise<void>;
  audience(value: string): void;
}
