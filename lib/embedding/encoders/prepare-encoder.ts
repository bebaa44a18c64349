import { CladeError } from "../../core/errors.ts";
import type { StageResources } from "../../core/stage.ts";
import type { TextParams } from "../text/params.ts";
import type { StudentQuality } from "../text/student-quality.ts";
import { openVectorCache } from "../vector-cache.ts";
import { apartByLanguage } from "./by-language.ts";
import { cachedEncoder } from "./cached.ts";
import { embedded } from "./embedded.ts";
import type { FitContext, LoadedEncoder } from "./encoder.ts";
import { endpoint, type Post } from "./endpoint.ts";
import { fittedEncoders } from "./index.ts";
import { onnx } from "./onnx.ts";
import { fitStudent } from "./student.ts";

export interface PrepareContext extends FitContext {
  readonly threads: number;
  readonly resources: StageResources;
  readonly post: Post;
}

/** Texts of the shop, with their times where they are known. */
export interface TimedTexts {
  readonly texts: readonly string[];
  readonly times: readonly (number | null)[];
}

export interface PreparedEncoder {
  readonly encoder: LoadedEncoder;
  /** Of a student, on texts that it was not taught on. */
  readonly quality: StudentQuality | null;
}

/**
 * The encoder that the params ask for, ready for these texts. A pre-trained one keeps its vectors, so that a text is
 * encoded, or paid for, once.
 * @throws what the encoder refuses; MODEL_MISSING where the model's folder is not there
 */
export async function prepareEncoder(
  params: TextParams,
  written: TimedTexts,
  context: PrepareContext,
): Promise<PreparedEncoder> {
  const fitted = fittedEncoders.find(({ id }) => id === params.encoder);
  if (fitted) return { encoder: await fitted.fit(written.texts, context), quality: null };
  switch (params.encoder) {
    case "onnx":
      return { encoder: apartByLanguage(await loadModel(params, context), written.texts), quality: null };
    case "student": {
      const { texts } = written;
      const teacher = params.model
        ? apartByLanguage(await loadModel(params, context), texts)
        : await embedded.fit(texts, context);
      const encoder = await fitStudent(teacher, byTime(written), context);
      return { encoder, quality: encoder.quality };
    }
    case "endpoint":
      return { encoder: apartByLanguage(await openEndpoint(params, context), written.texts), quality: null };
    default:
      throw new CladeError("BAD_CONFIG", {
        path: "embedding.text.encoder",
        problem: { en: `there is no encoder ${params.encoder}`, zh: `没有编码器 ${params.encoder}` },
      });
  }
}

/** Goes up where the graph that is made of a model would give other vectors. */
const graphVersion = "2";

async function loadModel({ model, precision }: TextParams, { resources, threads }: PrepareContext) {
  const { modelFolder: folder } = resources;
  if (folder === undefined || model === null) throw new CladeError("MODEL_MISSING", { model: model?.name ?? "" });
  const encoder = await onnx.load({ folder, precision }, { threads });
  return kept(encoder, ["onnx", model.sha256, precision, graphVersion], resources);
}

async function openEndpoint({ endpoint: asked }: TextParams, { resources, post }: PrepareContext) {
  if (asked === null) throw new CladeError("NO_ENDPOINT");
  const encoder = await endpoint.load({ ...asked, key: resources.endpointKey, post });
  return kept(encoder, ["endpoint", asked.baseUrl, asked.model], resources);
}

function kept(encoder: LoadedEncoder, parts: readonly string[], { vectorsFolder }: StageResources): LoadedEncoder {
  if (vectorsFolder === undefined) return encoder;
  const cache = openVectorCache(vectorsFolder, { parts, dimension: encoder.dimension });
  const close = async () => {
    cache.close();
    await encoder.close();
  };
  return { ...cachedEncoder(encoder, cache), close };
}

/** Oldest first, those without a time before them. */
function byTime({ texts, times }: TimedTexts): string[] {
  const order = [...texts.keys()].sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
  return order.map((i) => texts[i] ?? "");
}
