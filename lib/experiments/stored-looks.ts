import type { Experiment } from "../../.build/prisma/client.ts";
import type { IngestSummary } from "../ingest/schema.ts";
import type { db, Transaction } from "../platform/db.ts";
import { readyAt } from "./experiment-rows.ts";

type Row = Pick<Experiment, "id" | "source" | "status" | "design" | "startedAt" | "endedAt" | "datasetId">;

/** Would reading the results now be a look at results that still come in? */
export async function isLookNow(
  within: Transaction | ReturnType<typeof db>,
  row: Row,
  now = new Date(),
): Promise<boolean> {
  const ready = readyAt(row);
  const isOpen = row.status === "running" || (ready !== null && ready > now);
  if (!isOpen || (row.source !== "design" && row.source !== "export")) return false;
  return !(await isReadAgain(within, row, ready, now));
}

/** Everybody has been watched to the end, and what came in since was read already: the same figures once more are no other look. */
async function isReadAgain(
  within: Transaction | ReturnType<typeof db>,
  { id: experimentId, datasetId }: Row,
  ready: Date | null,
  now: Date,
): Promise<boolean> {
  if (datasetId === null || ready === null || ready > now) return false;
  const orderBy = { number: "desc" } as const;
  const where = { experimentId, status: "done", createdAt: { gte: ready } };
  const last = await within.analysis.findFirst({ where, orderBy, select: { versionId: true } });
  const newest = await within.datasetVersion.findFirst({ where: { datasetId }, orderBy, select: { id: true } });
  return newest !== null && last?.versionId === newest.id;
}

/**
 * The look after the end spends all the error that a group sequential test has left: other orders read after it are one look more
 * than planned. before: number of the analysis that asks; absent: the next one.
 */
export async function isSpent(
  within: Transaction | ReturnType<typeof db>,
  row: Row,
  before?: number,
): Promise<boolean> {
  const [{ id: experimentId, datasetId }, ready] = [row, readyAt(row)];
  if (datasetId === null || ready === null) return false;
  const where = {
    experimentId,
    status: "done",
    createdAt: { gte: ready },
    ...(before === undefined ? {} : { number: { lt: before } }),
  };
  const first = await within.analysis.findFirst({ where, orderBy: { number: "asc" }, select: { versionId: true } });
  const orderBy = { number: "desc" } as const;
  const newest = await within.datasetVersion.findFirst({ where: { datasetId }, orderBy, select: { id: true } });
  return first !== null && first.versionId !== newest?.id;
}

/** Do the newest orders reach the day on which it began? Before that a reading says nothing; the next version is read by itself. */
export async function hasOrdersSince(within: Transaction, { datasetId, startedAt }: Row): Promise<boolean> {
  const orderBy = { number: "desc" } as const;
  const where = { datasetId: datasetId ?? "" };
  const newest = await within.datasetVersion.findFirst({ where, orderBy, select: { summary: true } });
  const { period } = (newest?.summary ?? { period: null }) as unknown as Pick<IngestSummary, "period">;
  return period !== null && startedAt !== null && period.to.slice(0, 10) >= startedAt.toISOString().slice(0, 10);
}
