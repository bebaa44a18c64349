import { existsSync } from "node:fs";
import { join } from "node:path";
import { CladeError } from "../core/errors.ts";
import { callOutgoing } from "../platform/outgoing.ts";
import { findEncoder } from "./catalogue.ts";
import { type DownloadContext, downloadEncoder } from "./download.ts";
import type { Precision } from "./onnx/model-folder.ts";

/** Where the command line finds models, and fetches them from. */
export interface EncoderPlaces {
  /** Folders of model folders, searched in this order; downloads go to the last. */
  readonly folders: readonly string[];
  readonly hub: string;
  readonly allowedHosts: readonly string[];
}

/** The folder of a model: `path` where it is one, else what the folders hold under its name. @throws MODEL_MISSING */
export function findModel(model: string, path: string, { folders }: EncoderPlaces): string {
  const isModel = (folder: string) => existsSync(join(folder, "config.json"));
  if (isModel(path)) return path;
  const isName = /^[\w.-]+$/.test(model) && !/^\.+$/.test(model);
  const found = isName ? folders.map((folder) => join(folder, model)).find(isModel) : undefined;
  if (found !== undefined) return found;
  // A folder that is there is read, so that the sentence says what it lacks.
  if (model !== "" && existsSync(path)) return path;
  throw new CladeError("MODEL_MISSING", { model });
}

/** Downloads a catalogued encoder, or what is missing of it, and gives its folder. @throws MODEL_MISSING, as downloadEncoder */
export async function fetchModel(
  id: string,
  precision: Precision,
  { folders, hub, allowedHosts }: EncoderPlaces,
  signal: AbortSignal,
  progress: DownloadContext["progress"],
): Promise<string> {
  const encoder = findEncoder(id);
  if (encoder === undefined) throw new CladeError("MODEL_MISSING", { model: id });
  const folder = join(folders.at(-1) ?? "", id);
  const get: DownloadContext["get"] = (url, headers, stop) =>
    callOutgoing(url, { headers, signal: stop, allowedHosts });
  await downloadEncoder(encoder, precision, folder, { get, hub, signal, progress });
  return folder;
}
