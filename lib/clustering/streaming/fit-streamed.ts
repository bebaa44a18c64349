import { CladeError } from "../../core/errors.ts";
import type { Localised } from "../../core/localised.ts";
import type { RowSource } from "../../core/row-source.ts";
import type { Algorithm, Fit, FitContext } from "../algorithms/algorithm.ts";

/** @throws TABLE_TOO_LARGE where the algorithm needs all rows in memory at once. */
export async function fitStreamed(
  algorithm: Algorithm,
  rows: RowSource,
  ks: readonly number[],
  params: Parameters<Algorithm["fit"]>[2],
  context: FitContext,
): Promise<readonly Fit[]> {
  if (!algorithm.fitStream) {
    const { label } = algorithm;
    throw new CladeError("TABLE_TOO_LARGE", { users: rows.rows, columns: rows.cols, algorithm: label });
  }
  return algorithm.fitStream(rows, ks, params, context);
}

export function streamedNote(users: number, columns: number): Localised {
  const gigabytes = ((users * columns * 4) / 1e9).toFixed(1);
  return {
    en: `The table of ${gigabytes} GB does not fit into memory: segments were started from rows drawn at random, and all were then gone over block by block.`,
    zh: `数据表共 ${gigabytes} GB，内存放不下：先用随机抽取的行确定初始人群，再分块遍历全部数据。`,
  };
}
