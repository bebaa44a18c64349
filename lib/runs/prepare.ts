import { createHash } from "node:crypto";
import { createReadStream, existsSync, realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { CladeError } from "../core/errors.ts";
import { readSample } from "../ingest/file-sample.ts";
import { groupFiles, resolveTables, toTableConfig } from "../ingest/resolve.ts";
import type { IngestParams } from "../ingest/schema.ts";
import { decideLabels } from "./decide-labels.ts";
import { unpackedBytes } from "./memory-limit.ts";
import type { RunConfig } from "./schema.ts";
import type { PreparedRun } from "./stages.ts";
import { needsTags, needTagsFile } from "./tags-file.ts";
import { findTextSource, type ModelHost, modelAsInput } from "./text-source.ts";
import { findTrainedEncoder } from "./trained-encoder.ts";

/**
 * Looks at the heads of the files and decides everything the config leaves open. `files` are those of the command
 * line: they become the tables where the config names none, and the parts of its one table where it names one.
 */
export async function detectTables(config: RunConfig, files: readonly string[]) {
  const named = config.tables.flatMap((table) => table.files);
  const wanted = files.length > 0 ? files : named;
  if (wanted.length === 0) throw new CladeError("BAD_USAGE", { problem: "No file is given." });
  refuseRepeats(wanted);
  const samples = new Map(await Promise.all(wanted.map(async (file) => [file, await readSample(file)] as const)));
  const [first, ...others] = config.tables;
  if (files.length > 0 && others.length > 0) {
    throw new CladeError("BAD_USAGE", {
      problem: "The config names several tables with their files; give no files beside it.",
    });
  }
  const empty = files.length > 0 ? -1 : config.tables.findIndex((table) => table.files.length === 0);
  if (empty >= 0)
    throw new CladeError("BAD_CONFIG", {
      path: `tables[${empty}].files`,
      problem: { en: "it names no file", zh: "没有指定文件" },
    });
  const tables =
    files.length === 0 ? config.tables : first ? [{ ...first, files: [...files] }] : groupFiles(files, samples);
  return resolveTables(tables, samples);
}

/** Bytes of the run's files once unpacked, about; a file that is not there counts nothing (it is refused when it is read). */
export function guessInputBytes(config: RunConfig, files: readonly string[]): number {
  const wanted = files.length > 0 ? files : config.tables.flatMap((table) => table.files);
  return unpackedBytes(wanted.map((name) => ({ name, bytes: statSync(name, { throwIfNoEntry: false })?.size ?? 0 })));
}

/** A file that is given twice, by whatever name, would count every row twice. */
export function refuseRepeats(files: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const file of files) {
    const place = existsSync(file) ? realpathSync(file) : file;
    const earlier = seen.get(place);
    if (earlier !== undefined) {
      const problem = earlier === file ? `${file} is given twice.` : `${earlier} and ${file} are the same file.`;
      throw new CladeError("BAD_USAGE", { problem });
    }
    seen.set(place, file);
  }
}

/** The config with every table complete and its label named: what `run.json` holds. Repeating it gives the same run. */
export function completeConfig(config: RunConfig, tables: IngestParams["tables"]): RunConfig {
  return decideLabels({ ...config, tables: tables.map(toTableConfig) }, tables);
}

/**
 * Adds the hash of every file's bytes, so that the ingest stage's key follows content and not paths.
 * @throws CANCELLED, MODEL_MISSING, NO_ENDPOINT
 */
export async function prepareRun(
  config: RunConfig,
  tables: IngestParams["tables"],
  models: ModelHost,
  signal: AbortSignal,
): Promise<PreparedRun> {
  const { text, resources, bytes } = await findTextSource(config.embedding.text, models);
  const from = (path: string) => resolve(models.from ?? ".", path);
  const { trained, resources: encoder } = await findTrainedEncoder(config.embedding.behaviour, from);
  const hash = (path: string) => hashFile(path, signal);
  const hashes = await Promise.all(tables.map((table) => Promise.all(table.files.map(hash))));
  const inputBytes = guessInputBytes(
    config,
    tables.flatMap(({ files }) => files),
  );
  const ingest = { tables, hashes, personal: "drop" } as const;
  const prepared = {
    ...{ config, ingest, text, ...(trained === undefined ? {} : { trained }) },
    ...{ resources: { ...resources, ...encoder }, inputBytes: inputBytes + modelAsInput(bytes) },
  };
  if (!needsTags(config)) return prepared;
  const labels = needTagsFile(config);
  if (!existsSync(labels)) throw new CladeError("FILE_NOT_FOUND", { file: labels });
  return { ...prepared, tags: await hash(labels), resources: { ...prepared.resources, labels } };
}

/** Hex SHA-256 of a file's bytes. @throws CANCELLED */
export async function hashFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  try {
    const bytes = createReadStream(path, { highWaterMark: 1 << 20, signal });
    for await (const chunk of bytes) hash.update(chunk as Buffer);
  } catch (error) {
    throw signal.aborted ? new CladeError("CANCELLED") : error;
  }
  return hash.digest("hex");
}
