import type { Localised } from "./localised.ts";

const chinese = new Map<string, string>();

/** A schema's own sentence. Zod carries one text, so the English goes with it and the Chinese is looked up by that. */
export function schemaSentence({ en, zh }: Localised): string {
  chinese.set(en, zh);
  return en;
}

/** The Chinese of a schema's own sentence; nothing for a sentence that is Zod's. */
export function chineseOf(sentence: string): string | undefined {
  return chinese.get(sentence);
}
