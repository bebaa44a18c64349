import type { Matrix } from "../../core/matrix.ts";
import type { Source } from "./cross-validate.ts";
import type { LabelSource } from "./schema.ts";
import { fitStandardiser } from "./standardise.ts";

/** Columns of numbers, scaled in each fold by its training rows. x: users × columns, NaN where missing. */
export function matrixSource(id: LabelSource, x: Matrix): Source<"matrix"> {
  return { id, view: "matrix", prepare: async (training) => fitStandardiser(x, training) };
}
