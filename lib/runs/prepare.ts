import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { CladeError } from "../core/errors.ts";
import { readSample } from "../ingest/file-sample.ts";
import { groupFiles, resolveTables, toTableConfig } from "../ingest/resolve.ts";
import type { IngestParams } from "../ingest/schema.ts";
import type { RunConfig } from "./schema.ts";
import type { PreparedRun } from "./stages.ts";

/**
 * Looks at the heads of the files and decides everything the config leaves open. `files` are those of the command
 * line: they become the tables where the config names none, and the parts of its one table where it names one.
 */
export async function detectTables(config: RunConfig, files: readonly string[]) {
  const named = config.tables.flatMap((table) => table.files);
  const wanted = files.length > 0 ? files : named;
  if (wanted.length === 0) throw new CladeError("BAD_USAGE", { problem: "No file is given." });
  const samples = new Map(await Promise.all(wanted.map(async (file) => [file, await readSample(file)] as const)));
  const [first, ...others] = config.tables;
  if (files.length > 0 && others.length > 0) {
    throw new CladeError("BAD_USAGE", {
      problem: "The config names several tables with their files; give no files beside it.",
    });
  }
  const tables =
    files.length === 0 ? config.tables : first ? [{ ...first, files: [...files] }] : groupFiles(files, samples);
  return resolveTables(tables, samples);
}

/** The config with every table complete: what `run.json` holds. Repeating it gives the same run. */
export function completeConfig(config: RunConfig, tables: IngestParams["tables"]): RunConfig {
  return { ...config, tables: tables.map(toTableConfig) };
}

/** Adds the hash of every file's bytes, so that the ingest stage's key follows content and not paths. */
export async function prepareRun(config: RunConfig, tables: IngestParams["tables"]): Promise<PreparedRun> {
  const hashes = await Promise.all(tables.map((table) => Promise.all(table.files.map(hashFile))));
  return { config, ingest: { tables, hashes } };
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
