import type { z } from "zod";
import { CladeError } from "../../lib/core/errors.ts";
import { badRequest } from "./respond.ts";

const nulProblem = { en: "holds a NUL character", zh: "含有 NUL 字符" };
const nameProblem = {
  en: "is no name: it holds a NUL character or half of a character",
  zh: "不能用作名称：含有 NUL 字符或不完整的字符",
};

export const bodyLimit = 1024 * 1024;

export interface ReadBody<T> {
  readonly value: T;
  /** As it was sent, to tell a repeat from another request. */
  readonly text: string;
}

/**
 * A JSON body through its strict schema. Compressed bodies are refused (a decoder hole in Node before 24.22.1), and text
 * that PostgreSQL cannot hold (NUL, half a surrogate pair) never gets past here.
 * @throws BODY_TYPE, BODY_TOO_LARGE, BAD_REQUEST
 */
export async function readBody<T>(request: Request, schema: z.ZodType<T>, limit = bodyLimit): Promise<ReadBody<T>> {
  refuseEncoding(request);
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/(\w+\+)?json\b/i.test(type))
    throw new CladeError("BODY_TYPE", { expected: "application/json", found: type || "-" });
  const text = await readText(request, limit);
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success) throw badRequest(parsed.error);
  return { value: parsed.data, text };
}

export function refuseEncoding(request: Request): void {
  const encoding = request.headers.get("content-encoding");
  if (encoding !== null && encoding !== "identity")
    throw new CladeError("BODY_TYPE", { expected: "Content-Encoding: identity", found: encoding });
}

/** The query string as one flat object: a name given twice is a mistake, not a list. */
export function readQuery<T>(request: Request, schema: z.ZodType<T>): T {
  const entries = [...new URL(request.url).searchParams];
  const repeated = entries.find(([name], index) => entries.findIndex(([other]) => other === name) !== index);
  if (repeated)
    throw new CladeError("BAD_REQUEST", { path: repeated[0], problem: { en: "given twice", zh: "重复给出" } });
  if (entries.some((entry) => entry.join("").includes("\0")))
    throw new CladeError("BAD_REQUEST", { path: "?", problem: nulProblem });
  const parsed = schema.safeParse(Object.fromEntries(entries));
  if (!parsed.success) throw badRequest(parsed.error);
  return parsed.data;
}

async function readText(request: Request, limit: number): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw new CladeError("BODY_TOO_LARGE", { limit });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw new CladeError("BODY_TOO_LARGE", { limit });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key.includes("\0") || !key.isWellFormed())
        throw new CladeError("BAD_REQUEST", { path: key.replaceAll("\0", "").toWellFormed(), problem: nameProblem });
      if (typeof value !== "string") return value;
      if (value.includes("\0")) throw new CladeError("BAD_REQUEST", { path: key, problem: nulProblem });
      return value.toWellFormed();
    });
  } catch (error) {
    if (error instanceof CladeError) throw error;
    throw new CladeError("BAD_REQUEST", { path: "/", problem: { en: "is not JSON", zh: "不是 JSON" } });
  }
}
