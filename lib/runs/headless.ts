import { dirname, resolve } from "node:path";
import { localWorkspace } from "../core/ids.ts";
import type { ResolvedTable } from "../ingest/schema.ts";
import { dataFolder } from "../platform/data-folder.ts";
import { readModelSettings } from "../platform/model-settings.ts";
import { localStore } from "../platform/store.ts";
import { noSegmentName } from "../segments/no-segment.ts";
import { parseSegmentCommand, segmentUsage } from "./command-line.ts";
import { executeRun } from "./execute.ts";
import { openOut } from "./open-out.ts";
import { suitRange } from "./plain-range.ts";
import { completeConfig, detectTables, guessInputBytes, prepareRun } from "./prepare.ts";
import { progressLine } from "./progress-line.ts";
import { parseConfig, readConfig, readJson } from "./read-config.ts";
import type { RunConfig, Summary } from "./schema.ts";
import { StageProcesses } from "./stage-processes.ts";
import { stages } from "./stages.ts";
import type { ModelHost } from "./text-source.ts";

export interface Host {
  /** Folder that relative paths start from. */
  readonly folder: string;
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown };
}

/** `npm run segment`: from files to segments in the foreground, without server, queue or database. */
export async function segmentFiles(argv: readonly string[], host: Host): Promise<void> {
  const command = parseSegmentCommand(argv);
  if (command.help) {
    host.stdout.write(`${segmentUsage}\n`);
    return;
  }
  const started = host.now();
  const files = command.files.map((file) => resolve(host.folder, file));
  const path = command.config === undefined ? undefined : resolve(host.folder, command.config);
  const written = path === undefined ? parseConfig({}) : readConfig(path, host.folder);
  const complete = (config: RunConfig, tables: ResolvedTable[]) =>
    completeConfig(suitRange(config, tables, path && readJson(path)), tables);
  const asked = command.labels === undefined ? written : learnFrom(written, resolve(host.folder, command.labels));
  if (command.printConfig) {
    const config = complete(asked, await detectTables(asked, files));
    host.stdout.write(`${JSON.stringify(config, null, 2)}\n`);
    return;
  }
  const out = resolve(host.folder, command.out ?? ".");
  openOut(out);
  const settings = readModelSettings(process.env);
  const models: ModelHost = {
    settings,
    places: {
      own: dataFolder(process.env.CLADE_DATA || ".clade").models,
      shared: settings.shared && resolve(host.folder, settings.shared),
    },
    from: command.config === undefined ? host.folder : dirname(resolve(host.folder, command.config)),
    vectorsFolder: resolve(out, "store", "vectors"),
  };
  const processes = new StageProcesses(host.threads);
  const line = progressLine(host.stderr, () => host.now().getTime());
  try {
    processes.warm(stages[0], guessInputBytes(asked, files));
    line.show(opening, { fraction: 0, sentence: { en: "Finding out what they hold", zh: "正在识别文件内容" } });
    const tables = await detectTables(asked, files);
    const config = complete(asked, tables);
    const running = executeRun(await prepareRun(config, tables, models, host.signal), {
      workspace: localWorkspace,
      store: localStore(resolve(out, "store")),
      threads: host.threads,
      signal: host.signal,
      processes,
      onProgress: line.show,
    });
    // Loaded while the stages work: the host has nothing else to do.
    const [run, { writeOutputs }] = await Promise.all([running, import("./outputs.ts")]);
    const summary = writeOutputs(run, {
      out,
      config,
      createdAt: host.now().toISOString(),
      milliseconds: host.now().getTime() - started.getTime(),
      hostPeakRssBytes: process.resourceUsage().maxRSS * 1024,
    });
    line.end();
    host.stdout.write(closingLines(summary, out));
  } finally {
    line.end();
    processes.end();
  }
}

/** Tags of the command line stand in place of the config's; without an encoder of texts the bundled one learns from them. */
function learnFrom(config: RunConfig, labels: string): RunConfig {
  const { text } = config.embedding;
  const encoder = text.encoder === "none" ? "embedded" : text.encoder;
  return { ...config, embedding: { ...config.embedding, text: { ...text, encoder, adapt: "tags", labels } } };
}

const opening = { label: { en: "Opening files", zh: "打开文件" } };

function closingLines(summary: Summary, out: string): string {
  const number = (value: number) => value.toLocaleString("en");
  const { stagesReused } = summary;
  const were = stagesReused.length === 1 ? "was" : "were";
  const reused = stagesReused.length > 0 ? ` (${stagesReused.join(", ")} ${were} there already)` : "";
  return [
    summary.verdict.sentence.en,
    `${number(summary.rowsIn)} rows in, ${number(summary.rowsStored)} stored, ${number(summary.rowsSetAside)} quarantined (set-aside.csv).`,
    ...summary.segments.map(
      ({ id, name, line, size, share }) =>
        `  ${id}  ${name.en} · ${number(size)} (${Math.round(share * 100)} %) · ${line.en}`,
    ),
    ...(summary.noise === null
      ? []
      : [`  -1  ${noSegmentName.en} · ${number(summary.noise.size)} (${Math.round(summary.noise.share * 100)} %)`]),
    `${(summary.milliseconds / 1000).toFixed(1)} s${reused}. Open ${out}/report.html`,
    "",
  ].join("\n");
}
