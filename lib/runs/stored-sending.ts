import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CladeError } from "../core/errors.ts";
import { demandRole, type WorkspaceScope } from "../core/scope.ts";
import { previewEndpoint } from "../embedding/encoders/endpoint-preview.ts";
import { isKnownTemplate } from "../embedding/text/template-texts.ts";
import { findIngested } from "../ingest/data.ts";
import type { IngestSummary } from "../ingest/schema.ts";
import { storedRowsSql } from "../ingest/stored-sql.ts";
import { db } from "../platform/db.ts";
import { env } from "../platform/env.ts";
import { queryArtefacts } from "../platform/parquet.ts";
import type { SendingPreview } from "./schema.ts";
import { needEndpoint } from "./text-source.ts";

/** Beyond so many texts, what all cost is told from as many. */
const mostTexts = 20_000;

/**
 * What a run with the configured endpoint would send of a dataset's newest version: how much, at what price, and the first
 * request to the letter. At most: vectors that are kept are not asked for again.
 * @throws NOT_FOUND, NOT_READ_YET, NO_ENDPOINT
 */
export async function previewSending(scope: WorkspaceScope, datasetId: string): Promise<SendingPreview> {
  demandRole(scope, "analyst");
  const dataset = await db().dataset.findFirst({
    where: { id: datasetId, workspaceId: scope.workspaceId },
    include: { versions: { orderBy: { number: "desc" }, take: 1 } },
  });
  if (!dataset) throw new CladeError("NOT_FOUND");
  const target = needEndpoint(env().models.endpoint);
  const [version] = dataset.versions;
  if (!version) throw new CladeError("NOT_READ_YET", { name: dataset.name });
  const { folder } = await findIngested(scope, datasetId, version.number);
  const { tables } = JSON.parse(readFileSync(join(folder, "ingest.json"), "utf8")) as IngestSummary;
  const sources = tables
    .filter(({ kind }) => kind === "texts")
    .map((table) => `SELECT text FROM ${storedRowsSql(folder, table)} WHERE text IS NOT NULL`);
  if (sources.length === 0) throw new CladeError("NO_TEXTS");
  const distinct = `SELECT DISTINCT text FROM (${sources.join(" UNION ALL ")})`;
  const [counted] = await queryArtefacts(`SELECT count(*)::DOUBLE AS n FROM (${distinct})`);
  // In no order that has to do with what they say, and the same one every time.
  const rows = await queryArtefacts(`${distinct} ORDER BY md5(text) LIMIT ${mostTexts}`);
  const texts = rows.map(({ text }) => String(text)).filter((text) => !isKnownTemplate(text));
  const sent = previewEndpoint(texts, target, target.price);
  const scale = Number(counted?.n ?? 0) > mostTexts ? Number(counted?.n) / mostTexts : 1;
  const up = (value: number) => Math.ceil(value * scale);
  return {
    ...{ host: sent.host, model: target.model, firstBody: sent.firstBody },
    texts: up(sent.texts),
    requests: up(sent.requests),
    characters: up(sent.characters),
    tokens: up(sent.tokens),
    cost: sent.cost === undefined ? null : sent.cost * scale,
  };
}
