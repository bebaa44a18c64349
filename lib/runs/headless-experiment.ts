import { statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { CladeError } from "../core/errors.ts";
import { localWorkspace } from "../core/ids.ts";
import { ExperimentConfig } from "../experiments/config-schema.ts";
import { lookAtFiles } from "../experiments/reading/stored-look.ts";
import { renderExperimentReport } from "../experiments/report/render-report.ts";
import { experimentClient } from "../experiments/report/stored-client.ts";
import type { ExperimentReport } from "../experiments/report-schema.ts";
import { asReadError } from "../ingest/reading/byte-source.ts";
import { localStore } from "../platform/store.ts";
import { analyseExperiment, type ResultFile } from "./analyse-experiment.ts";
import { experimentUsage, parseExperimentCommand } from "./command-line.ts";
import type { Host } from "./headless.ts";
import { openOut } from "./open-out.ts";
import { placeFile, readArtefact, toJson, writeWhole } from "./outputs.ts";
import { hashFile, refuseRepeats } from "./prepare.ts";
import { progressLine } from "./progress-line.ts";
import { parseBy, readJson } from "./read-config.ts";
import { experimentEntry } from "./stages.ts";

/** `npm run experiment`: from a finished test's files, or sums, to its report, without server, queue or database. */
export async function reportExperiment(argv: readonly string[], host: Host): Promise<void> {
  const command = parseExperimentCommand(argv);
  if (command.help) {
    host.stdout.write(`${experimentUsage}\n`);
    return;
  }
  const started = host.now().getTime();
  const written = command.config === undefined ? {} : readJson(resolve(host.folder, command.config));
  const config = parseBy(ExperimentConfig, written);
  const isUnitOpen = !Object.hasOwn(written as object, "unit");
  const paths = command.files.map((file) => resolve(host.folder, file));
  refuseRepeats(paths);
  if (paths.length === 0 && config.aggregates === undefined)
    throw new CladeError("BAD_USAGE", { problem: "No file is given, and the config holds no aggregates." });
  if (command.printConfig) {
    const looked = paths.length === 0 ? { config, reasons: [] } : await lookAtFiles(paths, config, isUnitOpen);
    const reasons = Object.fromEntries(looked.reasons.map(({ path, reason }) => [path, reason.en]));
    host.stdout.write(toJson({ ...looked.config, reasons: { ...looked.config.reasons, ...reasons } }));
    return;
  }
  const out = resolve(host.folder, command.out ?? ".");
  openOut(out);
  const line = progressLine(host.stderr, () => host.now().getTime());
  try {
    line.show(experimentEntry, { fraction: 0, sentence: { en: "Opening the files", zh: "打开文件" } });
    const files = await Promise.all(paths.map((path) => describeFile(path, host.signal)));
    const request = { workspace: localWorkspace, config, isUnitOpen, files, looks: null };
    const { folder, receipt } = await analyseExperiment(request, {
      ...{ store: localStore(join(out, "store")), threads: host.threads, signal: host.signal },
      onProgress: (progress) => line.show(experimentEntry, progress),
    });
    for (const { name } of receipt.files) placeFile(join(folder, name), join(out, name));
    const report = readArtefact<ExperimentReport>(folder, "report.json");
    writeWhole(join(out, "report.html"), renderExperimentReport(report, "en", experimentClient()));
    line.end();
    host.stdout.write(closingLines(report, out, host.now().getTime() - started));
  } finally {
    line.end();
  }
}

async function describeFile(path: string, signal: AbortSignal): Promise<ResultFile> {
  try {
    return { path, bytes: statSync(path).size, sha256: await hashFile(path, signal) };
  } catch (error) {
    throw asReadError(error, basename(path));
  }
}

function closingLines({ decision, arms, rows, checks }: ExperimentReport, out: string, milliseconds: number): string {
  const number = (value: number) => value.toLocaleString("en");
  const setAside = rows.in - rows.used;
  const open = setAside > 0 ? `, ${number(setAside)} left out (set-aside.csv)` : "";
  return [
    decision.sentence.en,
    ...arms.map(({ arm, n }) => `  ${arm.replace(/\p{C}/gu, "�")} · ${number(n)} users`),
    ...checks.flatMap(({ passed, sentence }) => (passed ? [] : [`  ! ${sentence.en}`])),
    `${number(rows.in)} rows in${open}. ${(milliseconds / 1000).toFixed(1)} s. Open ${out}/report.html`,
    "",
  ].join("\n");
}
