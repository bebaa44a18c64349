import { existsSync } from "node:fs";
import { join } from "node:path";
import { formatNumber } from "../core/format.ts";
import type { Localised } from "../core/localised.ts";
import { blockRows, blocksOfRows, type RowSource } from "../core/row-source.ts";
import { openNumbers, writePieces } from "../platform/number-file.ts";
import type { Fit } from "./algorithms/algorithm.ts";
import type { SplitRows } from "./complete-rows.ts";
import type { ClusteringSummary } from "./schema.ts";

/** Values that are kept of all fits together, 1 GiB of them, and segments that people are told the shares of. */
const mostValues = 2 ** 28;
const mostSegments = 100;

const file = "membership.f32";

/**
 * membership.f32: per fit users × k float32, how surely each user belongs to every cluster, 0…1, NaN for those who were placed; where
 * all fits say so. Written a block of rows at a time. Answers what people should know where it is too much to keep.
 */
export function writeMembership(
  out: string,
  fits: readonly Pick<Fit, "k" | "membership">[],
  { completeAt }: Pick<SplitRows, "completeAt">,
  users: number,
): Localised | null {
  const clusters = fits.reduce((sum, { k }) => sum + k, 0);
  if (clusters === 0 || fits.some(({ membership }) => !membership)) return null;
  const most = Math.max(...fits.map(({ k }) => k));
  if (most > mostSegments || users * clusters > mostValues) return tooMuch(users, most);
  writePieces(join(out, file), piecesOf(fits, completeAt, users));
  return null;
}

function* piecesOf(
  fits: readonly Pick<Fit, "k" | "membership">[],
  completeAt: Int32Array | null,
  users: number,
): Generator<Float32Array> {
  for (const { k, membership } of fits) {
    if (k === 0) continue;
    const size = Math.min(users, blockRows(k));
    const told = new Float32Array(size * k);
    const all = new Float32Array(size * k);
    let next = 0;
    for (const [from, to] of blocksOfRows(users, size)) {
      const first = next;
      if (completeAt) while (next < completeAt.length && (completeAt[next] ?? to) < to) next++;
      else next = to;
      if (next > first) membership?.(first, next, told);
      all.fill(Number.NaN);
      for (let i = first; i < next; i++)
        all.set(told.subarray((i - first) * k, (i - first + 1) * k), ((completeAt?.[i] ?? i) - from) * k);
      yield all.subarray(0, (to - from) * k);
    }
  }
}

function tooMuch(users: number, k: number): Localised {
  return {
    en: `How surely each of ${formatNumber(users)} people belongs to each of up to ${k} segments is too much to keep: it is left out, and how surely they belong to their own stays.`,
    zh: `要保存 ${formatNumber(users)} 人对多达 ${k} 个人群的归属程度，数据量过大，因此只保留其对所在人群的归属强度。`,
  };
}

/** How surely every user belongs to each cluster of one of the fits; null where the algorithm does not say. */
export function openMembership(
  folder: string,
  { fits, users }: Pick<ClusteringSummary, "users"> & { readonly fits: readonly { readonly k: number }[] },
  fit: number,
): (RowSource & { close(): void }) | null {
  const path = join(folder, file);
  if (!existsSync(path)) return null;
  const bytes = Float32Array.BYTES_PER_ELEMENT * users;
  const before = fits.slice(0, fit).reduce((sum, { k }) => sum + k, 0);
  const cols = fits[fit]?.k ?? 0;
  const numbers = openNumbers(path, fits.reduce((sum, { k }) => sum + k, 0) * bytes);
  const width = Float32Array.BYTES_PER_ELEMENT * cols;
  return {
    ...{ rows: users, cols },
    read: (from, to, into) => numbers.read(before * bytes + from * width, into.subarray(0, (to - from) * cols)),
    close: () => numbers.close(),
  };
}
