import { constants, copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { EvaluationSummary } from "../evaluation/schema.ts";
import type { FeaturesSummary } from "../features/schema.ts";
import type { IngestSummary } from "../ingest/schema.ts";
import { renderReport } from "../segments/report/render-report.ts";
import type { ReportClient } from "../segments/report/whole-page.ts";
import type { Findings, NoSegment, ReportData, ReportDraft, SegmentsSummary } from "../segments/schema.ts";
import type { FinishedRun } from "./execute.ts";
import type { RunConfig, Summary } from "./schema.ts";

export interface OutputContext {
  readonly out: string;
  readonly config: RunConfig;
  /** ISO time that the report is dated by. */
  readonly createdAt: string;
  readonly milliseconds: number;
  readonly hostPeakRssBytes: number;
}

/** Writes run.json, segments.csv, apart.csv, membership.csv, set-aside.csv, summary.json and report.html; each appears whole or not at all. */
export function writeOutputs(run: FinishedRun, context: OutputContext): Summary {
  const { out, config } = context;
  const summary = summarise(run, context);
  writeWhole(join(out, "run.json"), toJson(config));
  const withSimilarity = join(run.segments.folder, "segments-similarity.csv");
  const rows = existsSync(withSimilarity) ? withSimilarity : join(run.segments.folder, "segments.csv");
  placeFile(rows, join(out, "segments.csv"));
  placeFile(join(run.ingest.folder, "set-aside.csv"), join(out, "set-aside.csv"));
  for (const name of ["apart.csv", "membership.csv"]) placeOrRemove(join(run.segments.folder, name), join(out, name));
  writeWhole(join(out, "report.html"), renderRunReport(run, context));
  writeWhole(join(out, "summary.json"), toJson(summary));
  return summary;
}

/** summary.json, the machine's view of a run. */
export function summarise(
  run: FinishedRun,
  { config, milliseconds, hostPeakRssBytes }: Pick<OutputContext, "config" | "milliseconds" | "hostPeakRssBytes">,
): Summary {
  const ingest = readArtefact<IngestSummary>(run.ingest.folder, "ingest.json");
  const features = readArtefact<FeaturesSummary>(run.features.folder, "features.json");
  const evaluation = readArtefact<EvaluationSummary>(run.evaluation.folder, "evaluation.json");
  const segments = readArtefact<SegmentsSummary>(run.segments.folder, "segments.json");
  const { notes } = readArtefact<ReportDraft>(run.segments.folder, "report.json");
  const done = Object.values(run);
  return {
    rowsIn: ingest.rowsIn,
    rowsStored: ingest.rowsStored,
    rowsSetAside: ingest.rowsSetAside,
    setAside: ingest.setAside,
    knownUsers: ingest.knownUsers,
    buyers: ingest.buyers,
    revenue: ingest.revenue,
    currency: ingest.currency,
    duplicates: ingest.duplicates,
    nonProducts: ingest.nonProducts,
    leftOutByStatus: ingest.leftOutByStatus,
    users: evaluation.users,
    features: features.matrixColumns,
    wholesale: features.wholesale,
    algorithm: config.clustering.algorithm,
    k: evaluation.k,
    chosenBy: evaluation.chosenBy,
    seed: config.seed,
    inertia: evaluation.inertia,
    silhouette: evaluation.silhouette,
    fits: evaluation.fits,
    ...(evaluation.tree ? { tree: evaluation.tree } : {}),
    verdict: segments.verdict,
    segments: segments.segments.map(({ id, fixed, name, line, size, share, revenueShare }) => ({
      id,
      ...(fixed ? { fixed } : {}),
      name,
      line,
      size,
      share,
      revenueShare,
    })),
    noise: segments.noise && withoutProfile(segments.noise),
    notes: [...ingest.notes, ...notes],
    ...findingsOf(run),
    milliseconds: Math.round(milliseconds),
    millisecondsByStage: Object.fromEntries(
      done.map(({ name, reused, receipt }) => [name, reused ? 0 : Math.round(receipt.milliseconds)]),
    ),
    stagesReused: done.filter(({ reused }) => reused).map(({ name }) => name),
    peakRssBytes: Math.max(
      hostPeakRssBytes,
      ...done.filter(({ reused }) => !reused).map(({ receipt }) => receipt.peakRssBytes),
    ),
  };
}

function withoutProfile({ profile: _, ...noise }: NoSegment): NonNullable<Summary["noise"]> {
  return noise;
}

/** The stages whose findings go into a report, where the run has them. */
export const findingStages = ["labels", "match", "contribution", "usefulness"] as const;
type FindingStage = (typeof findingStages)[number];
/** Of a finished run, what a report is made from. */
export type ReportedRun = Pick<FinishedRun, "segments"> & Partial<Pick<FinishedRun, FindingStage>>;

export function findingsOf(run: Partial<Pick<FinishedRun, FindingStage>>): Findings {
  return Object.fromEntries(
    findingStages.flatMap((stage) => {
      const folder = run[stage]?.folder;
      return folder === undefined ? [] : [[stage, readArtefact(folder, `${stage}.json`)]];
    }),
  );
}

type ReportContext = Pick<OutputContext, "config" | "createdAt" | "milliseconds">;

export function reportData(run: ReportedRun, { config, createdAt, milliseconds }: ReportContext): ReportData {
  const report = readArtefact<ReportDraft>(run.segments.folder, "report.json");
  const files = config.tables.flatMap((table) => table.files.map((file) => basename(file)));
  return { ...report, findings: findingsOf(run), files, createdAt, milliseconds, seed: config.seed };
}

/** report.html, whole. */
export function renderRunReport(run: ReportedRun, context: ReportContext): string {
  return renderReport(reportData(run, context), reportClient());
}

/** Built by the set-up (scripts/build-report.ts). Whole names: the pages' bundler takes a name in parts for any file. */
function reportClient(): ReportClient {
  return { script: readFileSync(scriptFile, "utf8"), styles: readFileSync(stylesFile, "utf8") };
}

const scriptFile = new URL("../../.build/report-client.js", import.meta.url);
const stylesFile = new URL("../../.build/report.css", import.meta.url);

export function readArtefact<T>(folder: string, name: string): T {
  return JSON.parse(readFileSync(join(folder, name), "utf8")) as T;
}

export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A file that appears whole or not at all. */
export function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.part`, text);
  renameSync(`${path}.part`, path);
}

/** Not every run has the list; that of an earlier run goes. */
function placeOrRemove(from: string, to: string): void {
  if (existsSync(from)) placeFile(from, to);
  else rmSync(to, { force: true });
}

/** A copy, so that editing what was handed out never reaches the store; copy-on-write where the disk can. */
export function placeFile(from: string, to: string): void {
  copyFileSync(from, `${to}.part`, constants.COPYFILE_FICLONE);
  renameSync(`${to}.part`, to);
}
