import type { Localised } from "../core/localised.ts";
import type { SegmentName } from "./naming.ts";
import type { SegmentVoices } from "./voices-schema.ts";

const most = 4;

/**
 * Names of segments of whom nothing but their texts is known: the words that tell them from the others, as many as make the
 * name differ from those before; numbered where words run out.
 */
export function nameByWords(voices: readonly SegmentVoices[], people: Localised): SegmentName[] {
  const taken = new Set<string>();
  return voices.map(({ words }) => {
    for (let count = Math.min(2, words.length); count > 0 && count <= Math.min(most, words.length); count++) {
      const name = quote(words.slice(0, count).map(({ word }) => word));
      if (!taken.has(name.en)) return take(name);
    }
    for (let number = 1; ; number++) {
      const name = { en: `${capital(people.en)} ${number}`, zh: `${people.zh} ${number}` };
      if (!taken.has(name.en)) return take(name);
    }
  });

  function take(name: Localised): SegmentName {
    taken.add(name.en);
    return { name, features: [] };
  }
}

/** The line below the name: more of the words, and how many wrote. */
export function sayWords(voices: SegmentVoices | undefined): Localised {
  const words = (voices?.words ?? []).slice(0, 6).map(({ word }) => word);
  if (words.length === 0) return { en: "No words of their own", zh: "没有特别的用词" };
  return {
    en: `They say ${words.map((word) => `“${word}”`).join(", ")}`,
    zh: `他们常说${words.map((word) => `“${word}”`).join("")}`,
  };
}

function quote(words: readonly string[]): Localised {
  return { en: words.map((word) => `“${word}”`).join(", "), zh: words.map((word) => `“${word}”`).join("") };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
