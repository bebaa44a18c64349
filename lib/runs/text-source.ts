import { isAbsolute, resolve } from "node:path";
import { CladeError } from "../core/errors.ts";
import type { StageResources } from "../core/stage.ts";
import type { TextConfig } from "../embedding/schema.ts";
import {
  describeModelFolder,
  findStoredModel,
  identifyModel,
  type ModelPlaces,
  type StoredModel,
} from "../embedding/stored-models.ts";
import type { TextSource } from "../embedding/text/params.ts";
import type { ModelSettings } from "../platform/model-settings.ts";

export interface ModelHost {
  readonly settings: ModelSettings;
  readonly places: ModelPlaces;
  /** Folder that a model's path starts from; undefined where models go by name only. */
  readonly from?: string;
  readonly vectorsFolder: string;
}

export interface FoundSource {
  readonly text: TextSource;
  readonly resources: StageResources;
  /** Of the model's file. */
  readonly bytes: number;
}

const nothing: TextSource = { model: null, endpoint: null };

/**
 * What a config's text encoder needs of this machine: a model's folder, or the configured endpoint.
 * @throws MODEL_MISSING, NO_ENDPOINT, BAD_CONFIG where no model is named
 */
export async function findTextSource(config: TextConfig, host: ModelHost): Promise<FoundSource> {
  const { allowedHosts, endpoint } = host.settings;
  const resources: StageResources = { vectorsFolder: host.vectorsFolder, allowedHosts };
  if (config.encoder === "endpoint") {
    const { baseUrl, model, key } = needEndpoint(endpoint);
    return {
      text: { model: null, endpoint: { baseUrl, model } },
      resources: key === undefined ? resources : { ...resources, endpointKey: key },
      bytes: 0,
    };
  }
  const found = needModel(config, host);
  if (found === undefined) return { text: nothing, resources: {}, bytes: 0 };
  const { id: name, folder, bytes } = found;
  const sha256 = await identifyModel(folder, config.precision);
  return {
    text: { model: { name, sha256 }, endpoint: null },
    resources: { ...resources, modelFolder: folder },
    bytes,
  };
}

/** The model that a config names; undefined where its encoder needs none. @throws as {@link findTextSource} */
export function needModel(
  { encoder, model }: TextConfig,
  { places, from }: Pick<ModelHost, "places" | "from">,
): StoredModel | undefined {
  if (encoder !== "onnx" && encoder !== "student") return undefined;
  if (model === null) {
    if (encoder === "student") return undefined;
    throw new CladeError("BAD_CONFIG", {
      path: "embedding.text.model",
      problem: {
        en: "name the encoder: a model of the catalogue or a folder",
        zh: "请指定编码器：目录中的模型或文件夹",
      },
    });
  }
  const path =
    from === undefined || !/[/\\]/.test(model) ? undefined : isAbsolute(model) ? model : resolve(from, model);
  const found = path === undefined ? findStoredModel(places, model) : describeModelFolder(path);
  if (!found) throw new CladeError("MODEL_MISSING", { model });
  return found;
}

export function needEndpoint(endpoint: ModelSettings["endpoint"]): NonNullable<ModelSettings["endpoint"]> {
  if (!endpoint) throw new CladeError("NO_ENDPOINT");
  return endpoint;
}

/**
 * A model lies in a stage's memory some six times (its file, shared copies, the runtime's): as many bytes of input as are
 * granted that much (memory-limit.ts grants 48 times the input).
 */
export function modelAsInput(bytes: number): number {
  return bytes / 8;
}
