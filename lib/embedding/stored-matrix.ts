import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CategoryColumns } from "../core/matrix.ts";
import type { FeaturesSummary } from "../features/schema.ts";
import type { FusionSummary, MatrixChoice } from "./schema.ts";

/** The users' matrix that is clustered: `matrix.f32`, users × columns. */
export interface StoredMatrix {
  readonly path: string;
  readonly users: number;
  readonly columns: readonly string[];
  readonly categories: readonly CategoryColumns[];
}

/** folder: where the finished files of a stage lie. */
export function findMatrix(folder: (stage: string) => string, { matrix }: MatrixChoice): StoredMatrix {
  const read = <T>(stage: string, file: string): T => JSON.parse(readFileSync(join(folder(stage), file), "utf8"));
  if (matrix === "fusion") {
    const { users, columns, categories } = read<FusionSummary>("fusion", "fusion.json");
    return { path: join(folder("fusion"), "matrix.f32"), users, columns, categories };
  }
  const { users, matrixColumns: columns, categories } = read<FeaturesSummary>("features", "features.json");
  return { path: join(folder("features"), "matrix.f32"), users, columns, categories };
}
