import type { PersonaId } from "./personas.ts";

/** What people of one language write. */
export interface Vocabulary {
  readonly glue: readonly string[];
  readonly end: string;
  readonly phrases: Readonly<Record<PersonaId, readonly string[]>>;
  readonly queries: Readonly<Record<PersonaId, readonly string[]>>;
  /** Said by everybody. */
  readonly shared: readonly string[];
  /** Put in by the shop where somebody wrote nothing, or clicked together. */
  readonly templates: readonly string[];
}

/** Phrases from a text that parts them by slashes. */
export function list(text: string): string[] {
  return text.split("/").map((phrase) => phrase.trim());
}
