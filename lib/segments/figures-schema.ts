import type { Localised } from "../core/localised.ts";

/** What an algorithm says of each person beside their segment, 0 to 1: how surely they belong, how far outside they stand. */
export const personFigures = ["strength", "outlier"] as const;
export type PersonFigure = (typeof personFigures)[number];

/** Of everybody in the run's order, NaN where it is not known; only what the algorithm has. */
export type Figures = Readonly<Partial<Record<PersonFigure, Float32Array>>>;

/** Their columns in the file of members, and what they are sorted and coloured by: a feature may have any other name. */
export const figureColumns: Readonly<Record<PersonFigure, string>> = {
  strength: "clade_strength",
  outlier: "clade_outlier",
};

export const figureWords: Readonly<Record<PersonFigure, { readonly label: Localised; readonly help: Localised }>> = {
  strength: {
    label: { en: "Belonging", zh: "归属强度" },
    help: {
      en: "How surely somebody belongs to their segment, 0 to 1; 0 in no segment.",
      zh: "归属于本人群的把握程度，0 到 1；未归入人群为 0。",
    },
  },
  outlier: {
    label: { en: "Outlier score", zh: "离群程度" },
    help: {
      en: "How far outside their group somebody stands, 0 to 1 (GLOSH).",
      zh: "偏离所在群的程度，0 到 1（GLOSH）。",
    },
  },
};
