import { CladeError } from "../core/errors.ts";
import type { FileSample } from "./file-sample.ts";
import { describeTable } from "./resolve.ts";
import type { TableConfig } from "./schema.ts";

/**
 * A table that was found in new files, described as one of the tables before where it has the same columns under that
 * description: next month's file needs no second correction.
 */
export function carryOver(
  found: TableConfig,
  before: readonly TableConfig[],
  samples: ReadonlyMap<string, FileSample>,
): TableConfig {
  const described = before.map((earlier) => ({ ...earlier, files: found.files }));
  return described.find((config) => fits(config, samples)) ?? found;
}

function fits(config: TableConfig, samples: ReadonlyMap<string, FileSample>): boolean {
  try {
    const { table, problem } = describeTable(config, samples);
    const known = new Set(Object.keys(config.columns ?? {}));
    return problem === undefined && table.columns.length === known.size;
  } catch (error) {
    // An unknown column, or no table under this description.
    if (error instanceof CladeError) return false;
    throw error;
  }
}
