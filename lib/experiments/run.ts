import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { CladeError } from "../core/errors.ts";
import type { Stage, StageContext } from "../core/stage.ts";
import type { IngestSummary } from "../ingest/schema.ts";
import { type Kernels, openKernels } from "../kernels/pool.ts";
import { openDuckDbs, selectRows } from "../platform/duckdb.ts";
import { analyse } from "./analyse.ts";
import type { CheckLooks } from "./checks/check.ts";
import { ExperimentConfig } from "./config-schema.ts";
import { answerTargeting, type ReadUsers } from "./policies/answer-targeting.ts";
import { reduceAggregates } from "./reading/aggregates.ts";
import { reduceRows } from "./reading/stored-experiment.ts";
import { lookAtFiles } from "./reading/stored-look.ts";
import { storeOrders } from "./reading/stored-orders.ts";
import { storeRows } from "./reading/stored-rows.ts";
import { planReading } from "./reading/value-columns.ts";
import type { ReducedExperiment } from "./reduced.ts";
import type { ExperimentReport } from "./report-schema.ts";
import { policyTable, reportTables } from "./report-tables.ts";
import { isShopColumn, shopColumns, shopKnownLabels } from "./shop-metrics-schema.ts";
import { readKnown } from "./stored-known-features.ts";
import { readTestUsers, type UserRows } from "./uplift/stored-users.ts";
import { featureColumns, refuseOutcomes } from "./uplift/users.ts";

export interface ExperimentParams {
  /** As somebody wrote it; what it leaves open is found out. */
  readonly config: ExperimentConfig;
  /** May a column of user ids be looked for, where the config names none? */
  readonly isUnitOpen: boolean;
  readonly source: ResultSource;
  /** How the results were looked at; null for a test that was finished elsewhere. */
  readonly looks: CheckLooks | null;
}

/** Where results come from: files, parts of one table; sums in the config; or what assigned users ordered in a dataset. */
export type ResultSource =
  | { readonly kind: "files"; readonly files: readonly string[] }
  | { readonly kind: "sums" }
  | { readonly kind: "orders"; readonly windowDays: number; readonly timeZone: string };

/**
 * Reads a test's results and writes its report: experiment.json (the config, complete), report.json, metrics.csv, methods.csv,
 * segments.csv, days.csv and, of files, set-aside.csv; with a policy that was learnt, whom it treats: policy.csv.
 */
export const experimentStage: Stage<ExperimentParams> = { name: "experiment", run };

async function run(params: ExperimentParams, context: StageContext): Promise<void> {
  const { out, progress } = context;
  const kernels = await openKernels({ threads: context.threads });
  const { reduced, rows, close } = await reduce(params, context, kernels);
  progress({ fraction: 0.8, sentence: { en: "Comparing the variants", zh: "正在比较各组" } });
  const config = inOrder(reduced.config);
  const compared = analyse({ ...reduced, config, looks: params.looks }, kernels);
  await kernels.close();
  const { policy, ...answers } = await answerTargeting(compared, usersOf(rows, compared), (part) =>
    progress({
      fraction: 0.8 + 0.2 * part,
      sentence: { en: "Learning whom to treat", zh: "正在学习应触达哪些用户" },
    }),
  );
  await close();
  const report = { ...compared, ...answers };
  if (policy) await writeFile(join(out, "policy.csv"), policyTable(policy));
  await writeFile(join(out, "experiment.json"), toJson(config));
  await writeFile(join(out, "report.json"), toJson(report));
  for (const [name, text] of Object.entries(reportTables(report))) await writeFile(join(out, name), text);
}

/** What was read; `rows` stay readable until `close`. */
interface Read {
  readonly reduced: ReducedExperiment;
  /** null where there are sums only. */
  readonly rows: UserRows | null;
}

async function reduce(
  params: ExperimentParams,
  context: StageContext,
  kernels: Kernels,
): Promise<Read & { readonly close: () => Promise<void> }> {
  const { config, source } = params;
  if (source.kind === "sums") return { reduced: reduceAggregates(config), rows: null, close: async () => {} };
  const { out, threads, progress } = context;
  const say = (fraction: number, rows?: number) =>
    progress({
      ...{ fraction, sentence: { en: "Reading the results", zh: "正在读取结果" } },
      ...(rows === undefined ? {} : { rows }),
    });
  say(0);
  const folder = join(out, "reading");
  await mkdir(folder);
  const inputs = source.kind === "orders" ? [context.input("ingest"), context.input("assignments")] : [];
  const options = { folders: [out, ...inputs], threads: Math.max(2, threads), temporaryFolder: folder };
  const connections = await openDuckDbs(2, options);
  const place: Place = { connections, kernels, folder, out, say };
  const read =
    source.kind === "files"
      ? await reduceFiles(source.files, params, place)
      : await reduceOrders(source, params, place, context);
  const close = async () => {
    for (const connection of connections) connection.closeSync();
    await rm(folder, { recursive: true });
  };
  return { ...read, close };
}

/** Reads the users of an arm beside the control. @throws BAD_CONFIG where there are no users, but sums */
function usersOf(rows: UserRows | null, { config, control }: ExperimentReport): ReadUsers {
  return async (arm, metrics) => {
    if (rows === null) throw new CladeError("BAD_CONFIG", { path: "aggregates", problem: sumsOnly });
    const plan = planReading(config);
    const asked = metrics.map(({ name, type }) => {
      const uses = plan.metrics.find(({ metric }) => metric.name === name)?.uses[0] ?? 0;
      return { name, column: plan.uses[uses]?.source ?? 0, isYesNo: type === "proportion" };
    });
    return readTestUsers(rows, { control, arm, metrics: asked }, config);
  };
}

const sumsOnly = {
  en: "sums of arms do not tell single users apart, so that nothing says whom to treat",
  zh: "汇总数据不区分单个用户，无法判断应触达哪些人",
};

interface Place {
  readonly connections: Awaited<ReturnType<typeof openDuckDbs>>;
  readonly kernels: Kernels;
  /** For what is needed on the way. */
  readonly folder: string;
  readonly out: string;
  readonly say: (fraction: number, rows?: number) => void;
}

async function reduceFiles(
  files: readonly string[],
  { config: asked, isUnitOpen }: ExperimentParams,
  { connections, kernels, folder, out, say }: Place,
): Promise<Read> {
  const { table, config, reasons } = await lookAtFiles(files, asked, isUnitOpen);
  const file = basename(files[0] ?? "");
  const columns = table.columns.map(({ name }) => name).join(", ");
  if (config.arm === undefined) throw new CladeError("NO_VARIANTS", { file, columns });
  if (config.metrics.length === 0) throw new CladeError("NO_METRICS", { file, columns });
  const { unit, arm, segment, assigned, time } = config;
  refuseOutcomes(config, [arm, ...config.metrics.flatMap(({ column, denominator }) => [column, denominator])]);
  const rows = await storeRows({
    ...{ connections, kernels, table, out, folder },
    columns: {
      ...{ unit: unit ?? undefined, arm, segment, values: planReading(config).columns },
      features: featureColumns(config),
      ...{ day: assigned ?? time, seen: assigned !== undefined && time !== assigned ? time : undefined },
    },
    progress: (fraction, count) => say(0.6 * fraction, count),
  });
  const given = Object.entries(config.reasons ?? {});
  const why = [...given, ...reasons.map(({ path, reason }) => [path, reason.en] as const)];
  const complete = { ...config, ...(why.length > 0 ? { reasons: Object.fromEntries(why) } : {}) };
  const source = { connection: connections[0], ...rows, file };
  const reduced = await reduceRows(source, complete, (part) => say(0.6 + 0.2 * part));
  return { reduced, rows: { ...source, decimal: table.decimal } };
}

async function reduceOrders(
  { windowDays, timeZone }: Extract<ResultSource, { kind: "orders" }>,
  { config }: ExperimentParams,
  { connections: [connection], folder, say }: Place,
  context: StageContext,
): Promise<Read> {
  const ingest = context.input("ingest");
  const summary = JSON.parse(await readFile(join(ingest, "ingest.json"), "utf8")) as IngestSummary;
  const { columns } = planReading(config);
  const { bought, orders, revenue, returned } = shopColumns;
  refuseOutcomes(config, [bought, orders, revenue, returned]);
  const features = featureColumns(config);
  const assignment = join(context.input("assignments"), "assignment.parquet");
  // Known of users is what their run knew as the test began, and what they did before it: columns that metrics are made of.
  const kept = (await readKnown(assignment, (sql) => selectRows(connection, sql))).filter(
    ({ id }) => features.includes(id) && !isShopColumn(id),
  );
  const isKept = (name: string) => kept.some(({ id }) => id === name);
  const before = features.filter((name) => name !== "segment" && !isKept(name));
  const found = await storeOrders({
    ...{ connection, folder: ingest, summary, windowDays, timeZone, assignment },
    columns: [...columns, ...before.map((column) => ({ column, isYesNo: false }))],
    known: kept.map(({ id }) => id),
    target: join(folder, "users.parquet"),
  });
  say(0.5);
  const { segment: _, ...rest } = config;
  const read = {
    ...rest,
    ...{ unit: "user_id", arm: "arm", assigned: "assigned_at", time: "time" },
    ...(found.hasSegments ? { segment: "segment" } : {}),
  };
  const reduced = await reduceRows({ connection, ...found, file: "orders" }, read, (part) => say(0.5 + 0.3 * part));
  const { assigned, notes, rowsIn, leftOut } = found;
  const out = leftOut.reduce((total, { rows }) => total + rows, 0);
  const cells = features.map((name, at) => {
    if (isKept(name)) return `k${kept.findIndex(({ id }) => id === name)}::VARCHAR AS f${at}`;
    return `${name === "segment" ? "segment" : `v${columns.length + before.indexOf(name)}::VARCHAR`} AS f${at}`;
  });
  return {
    reduced: {
      ...reduced,
      rows: { in: rowsIn, used: rowsIn - out, leftOut },
      assigned: reduced.arms.map((arm) => (Object.hasOwn(assigned, arm) ? (assigned[arm] ?? 0) : 0)),
      notes: [...notes, ...reduced.notes],
    },
    rows: {
      ...{ connection, file: "orders", decimal: "." },
      from: `(SELECT ${["*", ...cells].join(", ")} FROM ${found.from})`,
      labels: new Map([...kept.map(({ id, label }) => [id, label] as const), ...shopKnownLabels]),
    },
  };
}

/** A config in the order of its schema, however it came together: equal ones give equal bytes. */
function inOrder(config: ExperimentConfig): ExperimentConfig {
  const given = new Map(Object.entries(config));
  const names = Object.keys(ExperimentConfig.shape).filter((name) => given.get(name) !== undefined);
  return Object.fromEntries(names.map((name) => [name, given.get(name)])) as ExperimentConfig;
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
