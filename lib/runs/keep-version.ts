import type { Run } from "../../.build/prisma/client.ts";
import { askForAnalysis, tellOf } from "../experiments/mutations.ts";
import type { IngestSummary } from "../ingest/schema.ts";
import type { Transaction } from "../platform/db.ts";
import { emptyJson, jsonColumn } from "../platform/json-column.ts";
import { publish } from "../platform/notify.ts";

/**
 * The next version of a dataset, made by the run that read it; answers its id. A run that was given a version has found
 * what is known already, and makes none. In the transaction that publishes the stage.
 */
export async function keepVersion(
  within: Transaction,
  run: Run,
  ingestKey: string,
  summary: IngestSummary,
): Promise<string> {
  if (run.versionId !== null) return run.versionId;
  const { datasetId, workspaceId, createdById } = run;
  const { preview: previewKey = "" } = run.keys as Record<string, string>;
  const tables = (run.config as { tables: { files: string[] }[] }).tables;
  // Numbers follow each other without a gap.
  await within.$executeRaw`SELECT 1 FROM dataset WHERE id = ${datasetId} FOR UPDATE`;
  const { _max } = await within.datasetVersion.aggregate({ where: { datasetId }, _max: { number: true } });
  const files = [...new Set(tables.flatMap((table) => table.files))];
  const version = await within.datasetVersion.create({
    data: {
      ...{ datasetId, previewKey, ingestKey, createdById },
      number: (_max.number ?? 0) + 1,
      tables: jsonColumn(tables),
      summary: jsonColumn(summary),
      uploads: { connect: files.map((id) => ({ id })) },
    },
  });
  await within.dataset.update({
    where: { id: datasetId },
    data: {
      ...{ status: "ready", previewKey, previewState: "ready", error: emptyJson },
      tables: jsonColumn(tables),
    },
  });
  await publish("datasets", { workspaceId, datasetId }, within);
  await readExports(within, datasetId);
  return version.id;
}

/** "Did it work?" is answered by itself: lists with a held-back share are read from every new version of their shop's orders. */
async function readExports(within: Transaction, datasetId: string): Promise<void> {
  // Whoever asks for a look at this moment is waited for: looks are numbered.
  const locked = await within.$queryRaw<{ id: string }[]>`
    SELECT id FROM experiment WHERE "datasetId" = ${datasetId} AND source = 'export' ORDER BY id FOR UPDATE`;
  const where = { id: { in: locked.map(({ id }) => id) }, status: "running" };
  const waiting = await within.experiment.findMany({ where, orderBy: { id: "asc" } });
  for (const row of waiting) {
    await askForAnalysis(within, row, null);
    await tellOf(within, row);
  }
}
