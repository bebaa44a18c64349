import { formatShare } from "../core/format.ts";
import type { Localised } from "../core/localised.ts";
import { onePerson } from "./people.ts";

const counts = [
  "Zero",
  "One",
  "Two",
  "Three",
  "Four",
  "Five",
  "Six",
  "Seven",
  "Eight",
  "Nine",
  "Ten",
  "Eleven",
  "Twelve",
];

/** A count that opens a sentence: words up to twelve. */
export function countEn(count: number): string {
  return counts[count] ?? String(count);
}

/** 1 in these is said in words ("one customer in twenty") where a share is within a twentieth of it. */
const tellable: ReadonlyMap<number, string> = new Map([
  [2, "two"],
  [3, "three"],
  [4, "four"],
  [5, "five"],
  [6, "six"],
  [8, "eight"],
  [10, "ten"],
  [12, "twelve"],
  [15, "fifteen"],
  [20, "twenty"],
  [30, "thirty"],
  [40, "forty"],
  [50, "fifty"],
  [100, "a hundred"],
]);

/** A smaller share would round to none: "0 % of customers bring a quarter of the revenue". */
const fewest = 0.0005;

/** A share of people as the subject of a sentence in the singular or plural: "one customer in five", "37 % of customers". */
export function sharePeople(share: number, people: Localised): { readonly text: Localised; readonly plural: boolean } {
  if (share > 0 && share < fewest)
    return {
      text: { en: `Fewer than 0.1\u00a0% of ${people.en}`, zh: `不到 0.1% 的${people.zh}` },
      plural: true,
    };
  const zh = `${formatShare(share, "zh")} 的${people.zh}`;
  for (const [n, word] of tellable) {
    if (Math.abs(share * n - 1) <= 0.05) {
      return { text: { en: `One ${onePerson(people)} in ${word}`, zh }, plural: false };
    }
  }
  return { text: { en: `${formatShare(share, "en")} of ${people.en}`, zh }, plural: true };
}

const parts: readonly (readonly [number, Localised])[] = [
  [1 / 4, { en: "a quarter", zh: "四分之一" }],
  [1 / 3, { en: "a third", zh: "三分之一" }],
  [1 / 2, { en: "half", zh: "一半" }],
  [2 / 3, { en: "two thirds", zh: "三分之二" }],
  [3 / 4, { en: "three quarters", zh: "四分之三" }],
];

/** A share of a whole: in words where it is within a percentage point of a simple fraction, else in per cent. */
export function sharePart(share: number): Localised {
  const near = parts.find(([part]) => Math.abs(share - part) <= 0.01);
  return near?.[1] ?? { en: formatShare(share, "en"), zh: formatShare(share, "zh") };
}
