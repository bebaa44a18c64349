import { ascending, type Correction } from "./correction.ts";

/** Step-down (Holm 1979): the k-th smallest of m is multiplied by m − k + 1, and no adjusted one is below a smaller one's. */
export const holm: Correction = {
  id: "holm",
  label: { en: "Holm", zh: "Holm" },
  help: {
    en: "Keeps the chance of even one false finding in the family below alpha.",
    zh: "把整组比较中出现任何一个假阳性的概率控制在 α 以内。",
  },
  adjust(pValues) {
    const adjusted = pValues.map(() => 1);
    let largest = 0;
    ascending(pValues).forEach((place, rank) => {
      largest = Math.max(largest, (pValues.length - rank) * (pValues[place] ?? 1));
      adjusted[place] = Math.min(1, largest);
    });
    return adjusted;
  },
};
