import type { Locale } from "../../core/localised.ts";
import { writeShare } from "./number-format.ts";

/** Segments that are told of somebody, and how much of them is worth telling. */
const mostTold = 3;
const leastTold = 0.05;

/** "62 % Bargain hunters, 31 % Loyal": the segments somebody belongs to most, surest first; empty where nothing is known, or nothing is much. */
export function membershipWords(
  shares: readonly (number | null)[] | null,
  nameOf: (segment: number) => string,
  locale: Locale,
): string {
  const told = (shares ?? []).flatMap((share, segment) =>
    share !== null && share >= leastTold ? [{ share, segment }] : [],
  );
  return told
    .sort((a, b) => b.share - a.share || a.segment - b.segment)
    .slice(0, mostTold)
    .map(({ share, segment }) => `${writeShare(share, locale)} ${nameOf(segment)}`)
    .join(locale === "zh" ? "，" : ", ");
}
