import { setTimeout } from "node:timers/promises";
import { CladeError } from "../../core/errors.ts";
import { normalise } from "../onnx/inference.ts";
import type { LoadedEncoder, TextEncoder } from "./encoder.ts";
import { bodyOf, defaultBatch } from "./endpoint-preview.ts";

/** One POST of JSON: what lib/platform/outgoing.ts does, with its rules for addresses. */
export type Post = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal | undefined,
) => Promise<{
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: AsyncIterable<Uint8Array>;
}>;

export interface EndpointParams {
  /** Without /embeddings. */
  readonly baseUrl: string;
  readonly model: string;
  /** Sent as a bearer token; from the environment, never stored. */
  readonly key: string | undefined;
  readonly batchSize?: number;
  /** Numbers a vector, where it is known; else one short text asks for it. */
  readonly dimension?: number;
  readonly post: Post;
  /** Waits before the second, third, … try of a batch, in milliseconds; a server's Retry-After stands above them. */
  readonly waits?: readonly number[];
}

const longestRetryAfter = 60_000;
const mostAnswerBytes = 256 * 1024 * 1024;

export const endpoint = {
  id: "endpoint",
  async load(params: EndpointParams): Promise<LoadedEncoder> {
    const dimension = params.dimension ?? (await askDimension(params));
    const size = params.batchSize ?? defaultBatch;
    return {
      name: params.model,
      dimension,
      close: async () => undefined,
      async encode(texts, { signal, progress } = {}) {
        const data = new Float32Array(texts.length * dimension);
        const rowsOf = Map.groupBy(texts.keys(), (row) => texts[row] ?? "");
        const distinct = [...rowsOf.keys()];
        for (let first = 0; first < distinct.length; first += size) {
          const batch = distinct.slice(first, first + size);
          const vectors = await requestVectors(batch, params, signal);
          for (const [i, vector] of vectors.entries()) {
            if (vector.length !== dimension)
              throw failed(params, `a vector has ${vector.length} numbers, not ${dimension}`);
            for (const row of rowsOf.get(batch[i] ?? "") ?? []) data.set(vector, row * dimension);
          }
          progress?.(Math.min(1, (first + size) / distinct.length));
        }
        return { data: normalise(data, dimension), rows: texts.length, cols: dimension };
      },
    };
  },
} as const satisfies TextEncoder<EndpointParams>;

async function askDimension(params: EndpointParams): Promise<number> {
  const [vector] = await requestVectors(["dimension"], params, undefined);
  return vector?.length ?? 0;
}

async function requestVectors(
  texts: readonly string[],
  params: EndpointParams,
  signal: AbortSignal | undefined,
): Promise<number[][]> {
  const waits = params.waits ?? [1000, 2000, 5000, 10_000, 30_000];
  for (let attempt = 0; ; attempt++) {
    if (signal?.aborted) throw new CladeError("CANCELLED");
    const answer = await tryOnce(texts, params, signal);
    if ("vectors" in answer) return answer.vectors;
    const wait = waits[attempt];
    if (!answer.canRetry || wait === undefined) throw failed(params, answer.problem);
    await setTimeout(answer.retryAfter ?? wait, undefined, signal && { signal }).catch(() => undefined);
  }
}

type Try =
  | { readonly vectors: number[][] }
  | { readonly problem: string; readonly canRetry: boolean; readonly retryAfter: number | undefined };

async function tryOnce(
  texts: readonly string[],
  { baseUrl, model, key, post }: EndpointParams,
  signal: AbortSignal | undefined,
): Promise<Try> {
  const headers = { "content-type": "application/json", ...(key && { authorization: `Bearer ${key}` }) };
  try {
    const answer = await post(`${baseUrl.replace(/\/+$/, "")}/embeddings`, headers, bodyOf(model, texts), signal);
    const text = await readAll(answer.body);
    if (answer.status === 200) return readVectors(text, texts.length);
    const seconds = Number(answer.headers["retry-after"] ?? Number.NaN);
    return {
      problem: `it answers with status ${answer.status}${messageOf(text)}`,
      canRetry: answer.status === 429 || answer.status === 408 || answer.status >= 500,
      retryAfter: Number.isFinite(seconds) ? Math.min(1000 * seconds, longestRetryAfter) : undefined,
    };
  } catch (error) {
    if (error instanceof CladeError) throw error;
    return { problem: (error as Error).message, canRetry: true, retryAfter: undefined };
  }
}

/** The answer's vectors in the order of the texts, which `index` says. */
function readVectors(text: string, count: number): Try {
  const no = (problem: string): Try => ({ problem, canRetry: false, retryAfter: undefined });
  let answer: { readonly data?: unknown };
  try {
    answer = JSON.parse(text);
  } catch {
    return no("its answer is not JSON");
  }
  if (!Array.isArray(answer?.data)) return no("its answer has no data");
  const vectors: number[][] = new Array(count);
  for (const entry of answer.data as readonly { readonly index?: unknown; readonly embedding?: unknown }[]) {
    const { index, embedding } = entry ?? {};
    const isVector =
      Array.isArray(embedding) && embedding.length > 0 && embedding.every((each) => Number.isFinite(each));
    if (typeof index !== "number" || !(index in Array.from(vectors)) || !isVector)
      return no("its answer holds something that is no vector of a text");
    vectors[index] = embedding as number[];
  }
  return Object.keys(vectors).length === count ? { vectors } : no(`it gives fewer than ${count} vectors`);
}

async function readAll(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > mostAnswerBytes) throw new Error("its answer is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** What the server says is wrong, if it says so in a field made for it. */
function messageOf(text: string): string {
  try {
    const message: unknown = JSON.parse(text)?.error?.message;
    return typeof message === "string" ? `: ${message.slice(0, 200)}` : "";
  } catch {
    return "";
  }
}

function failed({ baseUrl }: EndpointParams, problem: string): CladeError {
  return new CladeError("ENDPOINT_FAILED", { host: new URL(baseUrl).host, problem });
}
