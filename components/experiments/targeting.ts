import type { Targeting } from "../../lib/experiments/schema.ts";
import type { RunDto } from "../../lib/runs/schema.ts";

export type DoneRun = Pick<RunDto, "id" | "number" | "datasetId" | "datasetName">;
export type Pair = readonly [Targeting, Targeting];

export function keyOf(one: Targeting): string {
  return one.kind === "rfm" ? "rfm" : one.id;
}

/** The grid that a shop knows as the control, the newest run beside it. */
export function firstPair([newest]: readonly DoneRun[]): Pair {
  const rfm = { kind: "rfm" } as const;
  return newest === undefined ? [rfm, rfm] : [rfm, { kind: "run", id: newest.id }];
}

/** The other one gives way where both would be the same, or of other data. */
export function withChoice(pair: Pair, at: number, chosen: string, runs: readonly DoneRun[]): Pair {
  const own: Targeting = chosen === "rfm" ? { kind: "rfm" } : { kind: "run", id: chosen };
  const other = pair[1 - at] ?? own;
  const datasetOf = (one: Targeting) => (one.kind === "run" ? runs.find(({ id }) => id === one.id)?.datasetId : null);
  const fits =
    keyOf(other) !== keyOf(own) && (own.kind === "rfm" || other.kind === "rfm" || datasetOf(own) === datasetOf(other));
  const [newest] = runs;
  const spare: Targeting =
    own.kind === "run" || newest === undefined ? { kind: "rfm" } : { kind: "run", id: newest.id };
  const kept = fits ? other : spare;
  return at === 0 ? [own, kept] : [kept, own];
}
