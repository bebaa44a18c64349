import type { WorkspaceScope } from "../core/scope.ts";
import type { IngestSummary, StoredTable } from "../ingest/schema.ts";
import { storedRowsSql } from "../ingest/stored-sql.ts";
import { db } from "../platform/db.ts";
import { queryArtefacts } from "../platform/parquet.ts";
import { artefactOf, type RunKeys, readJson } from "../segments/stored-members.ts";
import type { ExperimentConfig, MetricConfig } from "./config-schema.ts";
import type { DesignInput } from "./design/design-input.ts";
import { estimateDesign } from "./design/estimate.ts";
import type { DesignEstimate, EstimateExperiment } from "./design-schema.ts";
import { leadingMetric } from "./reduced.ts";
import { shopColumns } from "./shop-metrics-schema.ts";
import { type Orders, reachDays, readBaselines, readCeiling, readReach, type ValueSource } from "./stored-baseline.ts";
import { openPopulation } from "./stored-population.ts";

/**
 * Sizes a design from the shop's newest orders: level and spread of its first primary metric over the last window of as many days,
 * for everybody and by segment, and how many people come in 1, 2, 4 and 8 weeks. @throws NOT_FOUND, NOT_READ_YET
 */
export async function estimateExperiment(scope: WorkspaceScope, request: EstimateExperiment): Promise<DesignEstimate> {
  const { config, design, effect = null, power } = request;
  const metric = leadingMetric(config.metrics);
  const orders = await openOrders(scope, request);
  const base = baseInput(request, metric, orders?.currency ?? null);
  if (!orders || !metric || !isShopMetric(metric)) return estimateDesign({ ...base, effect, power });
  const { windowDays, entry } = design;
  const winsorised = await readCeiling(orders, metric, windowDays, entry);
  const source: ValueSource = { orders, metric, entry, ceiling: winsorised };
  const [everybody] = await readBaselines(source, windowDays, false);
  const windows: DesignInput["windows"][number][] = [];
  for (const days of entry === "start" ? reachDays.filter((days) => days <= orders.days) : []) {
    const [found] = await readBaselines(source, days, false);
    if (found?.baseline) windows.push({ days, baseline: found.baseline });
  }
  const bySegment = request.people.kind === "everybody" ? [] : await readBaselines(source, windowDays, true);
  const segments = bySegment.flatMap(({ segment, users, baseline }) =>
    segment === null ? [] : [{ segment, users, baseline }],
  );
  return estimateDesign({
    ...{ ...base, effect, power, windows, segments },
    everybody: windowDays <= orders.days ? (everybody?.baseline ?? null) : null,
    reach: await readReach(orders),
  });
}

function baseInput(
  { config, design }: EstimateExperiment,
  metric: MetricConfig | undefined,
  currency: string | null,
): Omit<DesignInput, "effect" | "power"> {
  const { name = "", type = "mean", direction = "up", column = "" } = metric ?? {};
  const isMoney = column === shopColumns.revenue;
  return {
    metric: { name, type, direction, unit: isMoney ? (config.money?.currency ?? currency) : null },
    ...{ config: planOf(config), shares: design.arms.map(({ share }) => share) },
    participation: (1 - design.holdout) * (design.layer?.share ?? 1),
    ...{ entry: design.entry, days: design.entry === "start" ? design.windowDays : design.days },
    ...{ windowDays: design.windowDays, everybody: null, segments: [], reach: [], windows: [] },
  };
}

function planOf({
  mode,
  looks,
  spending,
  tuning,
  alpha,
  alternative,
  corrections,
}: ExperimentConfig): DesignInput["config"] {
  return { mode, looks, spending, tuning, alpha, alternative, corrections };
}

function isShopMetric({ column, denominator, covariate }: MetricConfig): boolean {
  const known: readonly string[] = Object.values(shopColumns);
  return [column, denominator, covariate].every((one) => one === undefined || known.includes(one));
}

/** null where the newest version of the dataset has no orders. */
async function openOrders(scope: WorkspaceScope, { people, locale }: EstimateExperiment): Promise<Orders | null> {
  const { workspaceId } = scope;
  const source = await openPopulation(scope, people);
  const version = await db().datasetVersion.findFirst({
    where: { datasetId: source.datasetId, dataset: { workspaceId } },
    orderBy: { number: "desc" },
  });
  if (!version) return null;
  const keys: RunKeys = { workspaceId, keys: { ingest: version.ingestKey } };
  const ingest = artefactOf(keys, "ingest");
  const summary = readJson<IngestSummary>(ingest, "ingest.json");
  const tables = summary.tables.filter(({ kind }) => kind === "transactions");
  if (tables.length === 0) return null;
  const lines = tables.map((table) => linesSql(ingest.folder, table)).join(" UNION ALL ");
  const [span] = await queryArtefacts(
    `SELECT max(day)::VARCHAR AS last, (max(day) - min(day) + 1)::DOUBLE AS days FROM (${lines}) WHERE bought`,
  );
  if (typeof span?.last !== "string") return null;
  const { currency } = summary;
  return { people: await source.select(locale), lines, lastDay: span.last, days: Number(span.days), currency };
}

/** Orders and returns as `reading/stored-orders.ts` takes them, by day. */
function linesSql(folder: string, table: StoredTable): string {
  const has = (name: string) => table.columns.some(({ parquet }) => parquet === name);
  const key = has("order_id") ? "coalesce(order_id, time::DATE::VARCHAR)" : "time::DATE::VARCHAR";
  const negative = has("quantity") ? "coalesce(quantity, 0) < 0 OR coalesce(amount, 0) < 0" : "coalesce(amount, 0) < 0";
  const positive = has("quantity") ? " AND coalesce(quantity, 1) > 0" : "";
  return `SELECT user_id, time::DATE AS day, ${key} AS order_key, amount, is_return OR ${negative} AS returned,
    NOT is_return AND coalesce(amount, 1) > 0${positive} AS bought
    FROM ${storedRowsSql(folder, table)} WHERE counts AND time IS NOT NULL`;
}
