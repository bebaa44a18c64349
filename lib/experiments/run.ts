import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { CladeError } from "../core/errors.ts";
import type { Stage, StageContext } from "../core/stage.ts";
import { openKernels } from "../kernels/pool.ts";
import { openDuckDbs } from "../platform/duckdb.ts";
import { analyse } from "./analyse.ts";
import type { CheckLooks } from "./checks/check.ts";
import type { ExperimentConfig } from "./config-schema.ts";
import { reduceAggregates } from "./reading/aggregates.ts";
import { reduceRows } from "./reading/stored-experiment.ts";
import { lookAtFiles } from "./reading/stored-look.ts";
import { storeRows } from "./reading/stored-rows.ts";
import { planReading } from "./reading/value-columns.ts";
import type { ReducedExperiment } from "./reduced.ts";
import { reportTables } from "./report-tables.ts";

export interface ExperimentParams {
  /** As somebody wrote it; what it leaves open is found out. */
  readonly config: ExperimentConfig;
  /** May a column of user ids be looked for, where the config names none? */
  readonly isUnitOpen: boolean;
  /** Parts of one table of a finished test; none: the config holds sums. */
  readonly files: readonly string[];
  /** How the results were looked at; null for a test that was finished elsewhere. */
  readonly looks: CheckLooks | null;
}

/**
 * Reads a test's results and writes its report: experiment.json (the config, complete), report.json, metrics.csv, segments.csv,
 * days.csv and, of files, set-aside.csv.
 */
export const experimentStage: Stage<ExperimentParams> = { name: "experiment", run };

async function run(params: ExperimentParams, context: StageContext): Promise<void> {
  const { out, progress } = context;
  const reduced = params.files.length === 0 ? reduceAggregates(params.config) : await reduceFiles(params, context);
  progress({ fraction: 0.9, sentence: { en: "Comparing the variants", zh: "正在比较各组" } });
  const report = analyse({ ...reduced, looks: params.looks });
  await writeFile(join(out, "experiment.json"), toJson(reduced.config));
  await writeFile(join(out, "report.json"), toJson(report));
  for (const [name, text] of Object.entries(reportTables(report))) await writeFile(join(out, name), text);
}

async function reduceFiles(params: ExperimentParams, context: StageContext): Promise<ReducedExperiment> {
  const { out, threads, progress } = context;
  const say = (fraction: number, rows?: number) =>
    progress({
      ...{ fraction, sentence: { en: "Reading the results", zh: "正在读取结果" } },
      ...(rows === undefined ? {} : { rows }),
    });
  say(0);
  const { table, config, reasons } = await lookAtFiles(params.files, params.config, params.isUnitOpen);
  const file = basename(params.files[0] ?? "");
  const columns = table.columns.map(({ name }) => name).join(", ");
  if (config.arm === undefined) throw new CladeError("NO_VARIANTS", { file, columns });
  if (config.metrics.length === 0) throw new CladeError("NO_METRICS", { file, columns });
  const folder = join(out, "reading");
  await mkdir(folder);
  const connections = await openDuckDbs(2, { folders: [out], threads: Math.max(2, threads), temporaryFolder: folder });
  const kernels = await openKernels({ threads: 1 });
  const { unit, arm, segment, assigned, time } = config;
  const rows = await storeRows({
    ...{ connections, kernels, table, out, folder },
    columns: { unit: unit ?? undefined, arm, segment, day: assigned ?? time, values: planReading(config).columns },
    progress: (fraction, count) => say(0.6 * fraction, count),
  });
  const complete = { ...config, reasons: Object.fromEntries(reasons.map(({ path, reason }) => [path, reason.en])) };
  const reduced = await reduceRows({ connection: connections[0], ...rows, file }, complete, (part) =>
    say(0.6 + 0.3 * part),
  );
  await rm(folder, { recursive: true });
  return reduced;
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
