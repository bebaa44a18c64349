import type { Segment as PlainRow, Run } from "../../.build/prisma/client.ts";
import type { Localised } from "../core/localised.ts";
import { db } from "../platform/db.ts";
import { noSegment, noSegmentLine } from "./no-segment.ts";
import type { NoSegment, Segment } from "./schema.ts";
import type { SegmentOwner, SegmentRowDto } from "./segment-schema.ts";

export const withRun = { include: { run: { include: { dataset: { select: { name: true } } } } } };
export type SegmentRow = PlainRow & { readonly run: Run & { readonly dataset: { readonly name: string } } };

interface StoredSummary {
  readonly users: number;
  readonly segments: readonly Pick<Segment, "id" | "fixed" | "share" | "revenueShare" | "line">[];
  readonly noise: Pick<NoSegment, "share" | "revenueShare"> | null;
}

type StoredShares = Pick<NoSegment, "share" | "revenueShare"> & Partial<Pick<Segment, "line" | "fixed">>;

function sharesOf(summary: StoredSummary | null, index: number | null): StoredShares | null | undefined {
  if (index === noSegment) return summary?.noise && { ...summary.noise, line: noSegmentLine };
  return index === null ? undefined : summary?.segments[index];
}

/** Did people decide who is in it? */
export function isFixedRow({ run, index }: SegmentRow): boolean {
  return sharesOf(run.summary as unknown as StoredSummary | null, index)?.fixed === true;
}

/** Rows with what stands elsewhere: their owners' names, and the runs that they went through. */
export async function describeRows(rows: readonly SegmentRow[]): Promise<SegmentRowDto[]> {
  const owners = await findOwners(rows);
  const histories = await readHistories(rows.map(({ id }) => id));
  const firstRuns = await db().run.groupBy({
    by: ["datasetId"],
    where: { datasetId: { in: rows.map(({ run }) => run.datasetId) }, status: "done", kind: "segment" },
    _min: { number: true },
  });
  const firsts = new Map(firstRuns.map(({ datasetId, _min }) => [datasetId, _min.number]));
  return rows.map((row) => {
    const { id, runId, index, ownName, colour, size, run, ownerId, action } = row;
    const summary = run.summary as unknown as StoredSummary | null;
    const own = sharesOf(summary, index);
    const earlier = histories.get(id) ?? [];
    return {
      ...{ id, runId, index, ownName, colour, size, action },
      runNumber: run.number,
      datasetName: run.dataset.name,
      isFixed: own?.fixed === true,
      name: row.name as unknown as Localised,
      share: own?.share ?? (summary ? size / summary.users : null),
      revenueShare: own?.revenueShare ?? null,
      line: own?.line ?? null,
      owner: owners.get(ownerId ?? "") ?? null,
      history: [...earlier, { runNumber: run.number, size }],
      isNew:
        index !== null &&
        index !== noSegment &&
        earlier.length === 0 &&
        (firsts.get(run.datasetId) ?? run.number) < run.number,
    };
  });
}

async function findOwners(rows: readonly SegmentRow[]): Promise<ReadonlyMap<string, SegmentOwner>> {
  const ids = rows.flatMap(({ ownerId }) => (ownerId === null ? [] : [ownerId]));
  const users = await db().user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(users.map(({ id, name }) => [id, { userId: id, name }]));
}

const runsOfHistory = 12;

/** Of each segment: its sizes in earlier runs, oldest first, along what it goes on from. */
async function readHistories(ids: readonly string[]): Promise<ReadonlyMap<string, SegmentRowDto["history"]>> {
  const steps = await db().$queryRaw<{ head: string; number: number; size: number }[]>`
    WITH RECURSIVE chain AS (
      SELECT id AS head, "continuesId" AS earlier, 1 AS step FROM segment WHERE id = ANY(${[...ids]})
      UNION ALL
      SELECT chain.head, segment."continuesId", chain.step + 1 FROM chain JOIN segment ON segment.id = chain.earlier
      WHERE chain.step < ${runsOfHistory}
    )
    SELECT chain.head, run.number, segment.size FROM chain
    JOIN segment ON segment.id = chain.earlier JOIN run ON run.id = segment."runId"
    WHERE chain.step < ${runsOfHistory} ORDER BY run.number`;
  const histories = Map.groupBy(steps, ({ head }) => head);
  return new Map([...histories].map(([id, own]) => [id, own.map(({ number, size }) => ({ runNumber: number, size }))]));
}
