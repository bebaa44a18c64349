import type { Run } from "../../.build/prisma/client.ts";
import { db } from "../platform/db.ts";
import { log } from "../platform/log.ts";
import { continueSegments } from "../segments/continuity.ts";
import { countCommon } from "../segments/stored-overlap.ts";

/**
 * The ids of the segments that a run's segments 0, 1, … go on from, in the newest run of the same dataset that was done
 * before it; null for those that are new. Where that run's files are gone or cannot be read, all are new: no run fails for its past.
 * run: with the key of its own segments. later: how many it has.
 */
export async function findContinued(
  run: Pick<Run, "workspaceId" | "datasetId" | "number" | "keys">,
  later: number,
): Promise<(string | null)[]> {
  const none = new Array<null>(later).fill(null);
  const { workspaceId, datasetId, number } = run;
  const earlier = await db().run.findFirst({
    where: { workspaceId, datasetId, kind: "segment", status: "done", number: { lt: number } },
    orderBy: { number: "desc" },
    select: { workspaceId: true, keys: true, segments: { select: { id: true, index: true } } },
  });
  if (!earlier) return none;
  try {
    const { counts } = await countCommon(earlier, run);
    const ids = new Map(earlier.segments.map(({ id, index }) => [index, id]));
    // Those in no segment go on as nothing.
    const ofSegments = counts.slice(0, -1).map((row) => row.slice(0, -1));
    return continueSegments(ofSegments, later).map((from) => (from === null ? null : (ids.get(from) ?? null)));
  } catch (error) {
    log.warn({ err: error }, "segments could not be matched with the run before");
    return none;
  }
}
