import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { useCompileCache } from "../lib/platform/compile-cache.ts";
import { dataFolder } from "../lib/platform/data-folder.ts";
import { readModelSettings } from "../lib/platform/model-settings.ts";

// npm run embed: vectors of a file's texts by a model folder, one JSON line at the end.

useCompileCache();
const [
  { asCladeError },
  { comparePrecisions },
  { embedUsage, parseEmbedCommand },
  { onnx },
  { quantiseFolder },
  { fetchModel, findModel },
  { readTexts },
  { embedTexts },
] = await Promise.all([
  import("../lib/core/errors.ts"),
  import("../lib/embedding/compare-precisions.ts"),
  import("../lib/embedding/embed-command.ts"),
  import("../lib/embedding/encoders/onnx.ts"),
  import("../lib/embedding/onnx/quantise-folder.ts"),
  import("../lib/embedding/stored-encoders.ts"),
  import("../lib/embedding/stored-texts.ts"),
  import("../lib/embedding/stored-vectors.ts"),
]);

/** Texts in memory at a time. */
const blockSize = 16_384;
const comparedTexts = 256;
const controller = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => controller.abort());

try {
  await main();
} catch (error) {
  const known = asCladeError(error, "embedding");
  process.stderr.write(`${known.sentence("en")}\n`);
  if (known.code === "INTERNAL") process.stderr.write(`${known.cause ?? known.stack}\n`);
  process.exitCode = { BAD_USAGE: 2, CANCELLED: 130 }[known.code as string] ?? 1;
}

async function main(): Promise<void> {
  const command = parseEmbedCommand(process.argv.slice(2));
  const place = (path: string) => resolve(process.env.INIT_CWD ?? process.cwd(), path);
  if (command.help) return console.log(embedUsage);
  const { shared, ...settings } = readModelSettings(process.env);
  const own = dataFolder(process.env.CLADE_DATA || ".clade").models;
  const places = { ...settings, folders: shared === undefined ? [own] : [shared, own] };
  const folder = command.download
    ? await fetchModel(command.model, command.precision, places, controller.signal, showDownload)
    : findModel(command.model, place(command.model), places);
  if (command.quantise !== undefined) {
    const written = await quantiseFolder(folder, place(command.quantise));
    return console.log(JSON.stringify({ ...written, peakRssMb: peakRssMb() }));
  }
  const { texts: source = "", out = "", column, precision, truncation, maxTokens, prefix } = command;
  const started = performance.now();
  const optional = { ...(maxTokens && { maxTokens }), ...(prefix !== undefined && { prefix }) };
  const threads = Math.min(availableParallelism(), 8);
  const encoder = await onnx.load({ folder, precision, truncation, ...optional }, { threads });
  const loadSeconds = (performance.now() - started) / 1000;
  try {
    const { texts, seconds } = await embedTexts(encoder, readTexts(place(source), column, blockSize), {
      out: place(out),
      source,
      signal: controller.signal,
      now: () => performance.now(),
      onTexts: showProgress,
    });
    const differs = command.compare
      ? await compareFirst(place(source), column, { folder, truncation, ...optional })
      : {};
    const { name, dimension, closeness } = encoder;
    const figures = { seconds: round(seconds), loadSeconds: round(loadSeconds), peakRssMb: peakRssMb(), threads };
    const model = { model: name, precision, maxTokens: encoder.maxTokens, truncation, closeness };
    console.log(
      JSON.stringify({ texts, dimension, textsPerSecond: round(texts / seconds), ...figures, ...model, ...differs }),
    );
  } finally {
    await encoder.close();
  }
}

/** int8 beside fp32 on the first texts of the file. */
async function compareFirst(file: string, column: string | undefined, params: Parameters<typeof comparePrecisions>[0]) {
  for await (const texts of readTexts(file, column, comparedTexts)) {
    return { int8ToFp32: (await comparePrecisions(params, texts, 1)) ?? null };
  }
  return {};
}

function showProgress(texts: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${texts} texts`);
}

function showDownload(file: string, bytes: number, of: number | undefined): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${file}: ${bytes} of ${of ?? "?"} bytes`);
}

function peakRssMb(): number {
  return Math.ceil(process.resourceUsage().maxRSS / 1024);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
