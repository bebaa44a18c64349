import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { hashValue } from "../core/hash.ts";
import { catalogueFiles } from "./catalogue.ts";
import type { Precision } from "./onnx/model-folder.ts";

/** Where model folders lie: those that Clade downloaded, and those it only reads. */
export interface ModelPlaces {
  readonly own: string | undefined;
  readonly shared: string | undefined;
}

export interface StoredModel {
  /** Name of its folder; a catalogued encoder's is its id. */
  readonly id: string;
  readonly folder: string;
  /** Of CLADE_MODELS: read, never changed. */
  readonly isShared: boolean;
  /** Files of either precision that are whole. */
  readonly precisions: readonly Precision[];
  readonly bytes: number;
}

export const modelFile: Readonly<Record<Precision, string>> = {
  fp32: "onnx/model.onnx",
  int8: "onnx/model_quantized.onnx",
};
const precisions = ["int8", "fp32"] as const;

/** Model folders of both places by name; one that was downloaded stands before a shared one of the same name. */
export function listStoredModels(places: ModelPlaces): StoredModel[] {
  const own = foldersOf(places.own).flatMap((folder) => describe(folder, false) ?? []);
  const shared = foldersOf(places.shared).flatMap((folder) => describe(folder, true) ?? []);
  const known = new Set(own.map(({ id }) => id));
  return [...own, ...shared.filter(({ id }) => !known.has(id))].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** By name only: an id is never read as a path. */
export function findStoredModel(places: ModelPlaces, id: string): StoredModel | undefined {
  return listStoredModels(places).find((model) => model.id === id);
}

/** A folder that somebody names by its path; undefined where it holds no model. */
export function describeModelFolder(folder: string): StoredModel | undefined {
  return describe(folder, true);
}

/**
 * SHA-256 over all that a folder's vectors depend on: the same for a copy elsewhere. int8 of a folder without an int8 file
 * is made from the fp32 one. A file's hash is taken again when its size or time changes.
 */
export async function identifyModel(folder: string, precision: Precision): Promise<string> {
  const models = [modelFile[precision], modelFile.fp32].filter((file) => existsSync(join(folder, file)));
  const names = [...catalogueFiles.map(({ name }) => name), ...models.slice(0, 1)];
  const hashes: Record<string, string> = {};
  for (const name of names) if (existsSync(join(folder, name))) hashes[name] = await hashOnce(join(folder, name));
  return hashValue(hashes);
}

function foldersOf(place: string | undefined): string[] {
  if (place === undefined || !existsSync(place)) return [];
  return readdirSync(place)
    .filter((name) => !name.startsWith("."))
    .map((name) => join(place, name));
}

function describe(folder: string, isShared: boolean): StoredModel | undefined {
  const found = precisions.filter((precision) => existsSync(join(folder, modelFile[precision])));
  // Without a tokenizer it reads no texts: a model of images, say, that lies in the same place.
  const isTextModel = ["config.json", "tokenizer.json"].every((name) => existsSync(join(folder, name)));
  if (found.length === 0 || !isTextModel) return undefined;
  const bytes = found.reduce((sum, precision) => sum + statSync(join(folder, modelFile[precision])).size, 0);
  return { id: basename(folder), folder, isShared, precisions: found, bytes };
}

const known = new Map<string, { readonly stamp: string; readonly sha256: string }>();

async function hashOnce(path: string): Promise<string> {
  const { size, mtimeMs } = statSync(path);
  const stamp = `${size} ${mtimeMs}`;
  const before = known.get(path);
  if (before?.stamp === stamp) return before.sha256;
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  const sha256 = hash.digest("hex");
  known.set(path, { stamp, sha256 });
  return sha256;
}
