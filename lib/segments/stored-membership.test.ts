import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { ClusteringSummary } from "../clustering/schema.ts";
import { writeMembership } from "../clustering/stored-membership.ts";
import { writeNumbers } from "../platform/number-file.ts";
import { openSegmentMembership } from "./stored-membership.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clade-segment-membership-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Of three users, by label. */
const shares = [
  [0.125, 0.25, 0.625],
  [0.375, 0.125, 0.5],
  [0.5, 0.25, 0.25],
];

function open(labels: readonly number[], segments: readonly number[]): number[][] {
  writeMembership(
    folder,
    [{ k: 3, membership: (from, to, into) => into.set(shares.slice(from, to).flat()) }],
    { completeAt: null },
    3,
  );
  writeNumbers(join(folder, "labels.i32"), Int32Array.from(labels));
  const clustering = { users: 3, fits: [{ k: 3 }] } as unknown as ClusteringSummary;
  const found = openSegmentMembership(folder, clustering, Int32Array.from(segments), 3);
  const rows = [...(found?.rows(0, 3) ?? [])];
  found?.close();
  return [rows.slice(0, 3), rows.slice(3, 6), rows.slice(6)];
}

it("stands in the order of segments", () => {
  expect(open([2, 1, 0], [0, 2, 1])).toEqual(shares.map(([a, b, c]) => [c, a, b]));
});

it("knows nothing of a segment that nobody is in, as the least of a mixture's components may be", () => {
  expect(open([2, 2, 0], [0, 0, 1])).toEqual(shares.map(([a, , c]) => [c, a, Number.NaN]));
});
