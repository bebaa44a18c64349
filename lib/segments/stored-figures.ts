import { existsSync } from "node:fs";
import { join } from "node:path";
import { openNumbers } from "../platform/number-file.ts";
import { type Figures, type PersonFigure, personFigures } from "./figures-schema.ts";

const files: Readonly<Record<PersonFigure, string>> = { strength: "strength.f32", outlier: "outliers.f32" };

/** Of one of the clustering's fits, users each, NaN where it is not known; only what the algorithm has. */
export function readFigures(
  clusteringFolder: string,
  fit: { readonly at: number; readonly of: number },
  users: number,
): Figures {
  const found = personFigures.flatMap((figure) => {
    const file = join(clusteringFolder, files[figure]);
    if (!existsSync(file)) return [];
    const values = new Float32Array(users);
    const numbers = openNumbers(file, fit.of * values.byteLength);
    try {
      numbers.read(fit.at * values.byteLength, values);
    } finally {
      numbers.close();
    }
    return [[figure, values] as const];
  });
  return Object.fromEntries(found);
}
