import { randomBytes } from "node:crypto";
import type { Experiment } from "../../.build/prisma/client.ts";
import { CladeError } from "../core/errors.ts";
import { demandRole, type WorkspaceScope } from "../core/scope.ts";
import { db, type Transaction } from "../platform/db.ts";
import { emptyJson, jsonColumn } from "../platform/json-column.ts";
import { recordAudit } from "../workspace/audit.ts";
import { freeShare, takeBuckets } from "./assignment/layer.ts";
import type { AssignmentPlan } from "./assignment/plan.ts";
import type { ExperimentConfig } from "./config-schema.ts";
import { getExperiment } from "./data.ts";
import { configOf, designOf, readyAt } from "./experiment-rows.ts";
import { lockExperiment, tellOf } from "./mutations.ts";
import { leadingMetric } from "./reduced.ts";
import type {
  ExperimentDesign,
  ExperimentDetailDto,
  ExperimentPeople,
  SmallestEffect,
  StartExperiment,
} from "./schema.ts";
import { assignmentSql, storeAssignment } from "./stored-assignment.ts";
import { estimateExperiment } from "./stored-estimate.ts";
import { knownOf, learnFrom, withKnown } from "./stored-known.ts";
import { openPopulation } from "./stored-population.ts";
import { targetsSql } from "./stored-targeting.ts";

/**
 * Freezes who is in which variant and segment, and lets it run. Of several starts at once one counts.
 * @throws NOT_FOUND, FORBIDDEN, EXPERIMENT_STARTED, LAYER_FULL
 */
export async function startExperiment(
  scope: WorkspaceScope,
  id: string,
  wish: StartExperiment,
  now = new Date(),
): Promise<ExperimentDetailDto> {
  demandRole(scope, "marketer");
  const fixed = await db().$transaction((within) => fixPlan(within, scope, id, now));
  try {
    await startAs(scope, fixed, wish, now);
  } catch (error) {
    // Its part of the layer is free again.
    await db().experiment.updateMany({ where: stillOf(fixed), data: { plan: emptyJson } });
    throw error;
  }
  return getExperiment(scope, id);
}

interface Fixed {
  readonly row: Experiment;
  readonly design: ExperimentDesign;
  readonly plan: AssignmentPlan;
}

/** The draft for as long as this plan is its plan: neither another start nor another design has come between. */
function stillOf({ row, plan }: Fixed) {
  return { id: row.id, status: "draft", plan: { path: ["key"], equals: plan.key } };
}

async function startAs(scope: WorkspaceScope, fixed: Fixed, { locale }: StartExperiment, now: Date): Promise<void> {
  const { row, design, plan } = fixed;
  const people = peopleOf(row);
  const population = await openPopulation(scope, people);
  const { planned, baseline } = await estimateExperiment(scope, {
    ...{ people, config: configOf(row), design, power: 0.8, locale },
  });
  const { targeting } = design;
  const uplift = configOf(row).uplift ?? (design.learns ? learnFrom(configOf(row), population.run) : undefined);
  const known = knownOf({ ...configOf(row), uplift }, population.run);
  const everybody = await population.select(locale);
  const targeted = targeting ? await targetsSql(scope, everybody, targeting, locale) : everybody;
  const select = await withKnown(targeted, known, population.run);
  const targets = targeting ? { targets: design.arms.map(({ arm }) => arm) } : {};
  const source = { select, assignedAt: now, known, ...targets };
  const { key, assigned } = await storeAssignment(scope.workspaceId, { plan, source }, (target) =>
    assignmentSql(plan, source, design.stratified, target),
  );
  const users = Object.values(assigned).reduce((sum, count) => sum + count, 0);
  if (users === 0)
    throw new CladeError("BAD_REQUEST", {
      path: "design",
      problem: { en: "nobody would take part", zh: "没有任何用户参加" },
    });
  await db().$transaction(async (within) => {
    const current = { ...configOf(await lockExperiment(within, scope, row.id)), ...(uplift ? { uplift } : {}) };
    const started = { status: "running", startedAt: now, assignmentKey: key, assigned: jsonColumn(assigned) };
    // Looks are placed by the part of the planned users that has been watched.
    const sized = withMargin(current, design.margin, baseline?.value ?? null);
    const config = design.entry === "start" && users >= 2 ? { ...sized, plannedUsers: users } : sized;
    const reach = planned?.relative == null ? {} : { reach: jsonColumn(reachOf(config, planned.relative)) };
    const data = { ...started, ...reach, config: jsonColumn(config) };
    const { count } = await within.experiment.updateMany({ where: stillOf(fixed), data });
    if (count === 0) throw new CladeError("EXPERIMENT_STARTED", { name: current.name });
    await recordAudit(within, scope, { action: "experiment.started", subject: current.name, details: { assigned } });
    await tellOf(within, row);
  });
}

/** What does not matter, from a part of the present level to the metric's own unit. */
function withMargin(config: ExperimentConfig, margin: number | null, level: number | null): ExperimentConfig {
  const lead = leadingMetric(config.metrics);
  if (margin === null || level === null || level === 0) return config;
  const size = margin * Math.abs(level);
  return { ...config, metrics: config.metrics.map((one) => (one === lead ? { ...one, margin: size } : one)) };
}

function reachOf({ metrics }: ExperimentConfig, relative: number): SmallestEffect {
  return { metric: leadingMetric(metrics)?.name ?? "", relative };
}

/** Never anybody else in their place. @throws NOT_FOUND where what it was to be tried on has gone */
function peopleOf({ peopleKind, segmentId, runId, datasetId }: Experiment): ExperimentPeople {
  if (peopleKind === "segment" && segmentId !== null) return { kind: "segment", id: segmentId };
  if (peopleKind === "run" && runId !== null) return { kind: "run", id: runId };
  if (peopleKind === "everybody" && datasetId !== null) return { kind: "everybody", id: datasetId };
  throw new CladeError("NOT_FOUND");
}

/**
 * Buckets of a layer are taken one experiment after the other, and free again once nobody of theirs is watched any more: an end lets
 * nobody else in and closes no window. @throws NOT_FOUND, EXPERIMENT_STARTED, LAYER_FULL
 */
async function fixPlan(within: Transaction, scope: WorkspaceScope, id: string, now: Date): Promise<Fixed> {
  const { workspaceId } = scope;
  const row = await lockExperiment(within, scope, id);
  const design = designOf(row);
  if (row.status !== "draft" || design === null)
    throw new CladeError("EXPERIMENT_STARTED", { name: configOf(row).name });
  const { arms, holdout, layer } = design;
  let part: AssignmentPlan["layer"] = null;
  if (layer) {
    await within.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`${workspaceId}/${layer.name}`}))`;
    const others = await within.experiment.findMany({
      where: {
        workspaceId,
        layer: layer.name,
        id: { not: id },
        NOT: { plan: { equals: null as never } },
      },
      select: { plan: true, design: true, startedAt: true, endedAt: true },
    });
    const watched = others.filter((other) => other.endedAt === null || (readyAt(other) ?? other.endedAt) > now);
    const taken = watched.flatMap(({ plan }) => [
      ...((plan as unknown as AssignmentPlan | null)?.layer?.buckets ?? []),
    ]);
    const buckets = takeBuckets(layer.share, taken);
    const percent = (share: number) => `${Math.round(1000 * share) / 10} %`;
    if (buckets === null)
      throw new CladeError("LAYER_FULL", {
        ...{ layer: layer.name, free: percent(freeShare(taken)), share: percent(layer.share) },
      });
    part = { key: keyOf(`layer/${workspaceId}/${layer.name}`), buckets };
  }
  const plan: AssignmentPlan = {
    key: randomBytes(12).toString("hex"),
    arms,
    holdout: holdout > 0 ? { key: keyOf(`holdout/${workspaceId}`), share: holdout } : null,
    layer: part,
  };
  await within.experiment.update({ where: { id }, data: { plan: jsonColumn(plan) } });
  return { row, design, plan };
}

/** Keys of hashes hold no colon. */
function keyOf(text: string): string {
  return text.replaceAll(":", "/");
}
