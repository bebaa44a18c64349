import { ascending, type Correction } from "./correction.ts";

/** Step-up (Benjamini & Hochberg 1995): the k-th smallest of m is multiplied by m/k, and none is above a larger one's. */
export const benjaminiHochberg: Correction = {
  id: "bh",
  label: { en: "Benjamini–Hochberg", zh: "Benjamini–Hochberg" },
  help: {
    en: "Keeps the share of false findings among the findings below alpha.",
    zh: "把所有“显著”结论中的假阳性比例控制在 α 以内。",
  },
  adjust(pValues) {
    const adjusted = pValues.map(() => 1);
    let smallest = 1;
    ascending(pValues)
      .reverse()
      .forEach((place, fromTop) => {
        const rank = pValues.length - fromTop;
        smallest = Math.min(smallest, (pValues[place] ?? 1) * (pValues.length / rank));
        adjusted[place] = smallest;
      });
    return adjusted;
  },
};
