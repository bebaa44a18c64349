import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Everything Clade keeps on this machine, under one folder. */
export interface DataFolder {
  readonly root: string;
  readonly uploads: string;
  /** Root of the artefact store (lib/platform/store.ts). */
  readonly artefacts: string;
  /** Encoders that were downloaded, a folder each. */
  readonly models: string;
  /** Vectors of texts that were encoded before, by workspace. */
  readonly vectors: string;
  readonly postgres: string;
  /** How other processes on this machine reach the running house: {@link Connection}. */
  readonly connection: string;
  readonly lock: string;
}

/** What the starter leaves for `npm run worker` and for development. */
export interface Connection {
  readonly databaseUrl: string;
  readonly secret: string;
}

export function dataFolder(root: string): DataFolder {
  const folder = resolve(root);
  return {
    root: folder,
    uploads: join(folder, "uploads"),
    artefacts: join(folder, "artefacts"),
    models: join(folder, "models"),
    vectors: join(folder, "vectors"),
    postgres: join(folder, "postgres"),
    connection: join(folder, "connection.json"),
    lock: join(folder, "starter.json"),
  };
}

export function createDataFolder(folder: DataFolder): void {
  for (const path of [folder.root, folder.uploads, folder.artefacts]) mkdirSync(path, { recursive: true, mode: 0o700 });
}

/** A file that only its owner reads, there as a whole or not at all. */
export function writePrivately(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, path);
}

/** The text of a private file, made by `create` the first time. */
export function readOrCreate(path: string, create: () => string): string {
  if (!existsSync(path)) writePrivately(path, create());
  return readFileSync(path, "utf8").trim();
}

export function readConnection(folder: DataFolder): Connection | undefined {
  try {
    return JSON.parse(readFileSync(folder.connection, "utf8")) as Connection;
  } catch {
    return undefined;
  }
}
