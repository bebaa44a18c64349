import { existsSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, resolve } from "node:path";
import type { z } from "zod";
import { CladeError } from "../core/errors.ts";
import { issueProblem } from "../core/issue-problem.ts";
import { inlineRuleFiles } from "./rule-files.ts";
import { RunConfig } from "./schema.ts";

/** The config of a run.json. Relative files are looked for beside it, then from `from`. @throws BAD_CONFIG by path */
export function readConfig(path: string, from: string): RunConfig {
  const folder = dirname(path);
  const place = (file: string) => {
    if (isAbsolute(file)) return file;
    const beside = resolve(folder, file);
    return existsSync(beside) ? beside : resolve(from, file);
  };
  const config = parseConfig(inlineRuleFiles(readJson(path), place));
  const { text } = config.embedding;
  const labels = text.labels === null ? null : place(text.labels);
  return {
    ...config,
    tables: config.tables.map((table) => ({ ...table, files: table.files.map(place) })),
    embedding: { ...config.embedding, text: { ...text, labels } },
  };
}

/** @throws BAD_CONFIG with the path of the first thing that does not fit */
export function parseConfig(value: unknown): RunConfig {
  return parseBy(RunConfig, value);
}

/** A config by its schema. @throws BAD_CONFIG with the path of the first thing that does not fit */
export function parseBy<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  const path = [...(issue?.path ?? []), ...unknown].reduce<string>(appendKey, "") || "(top)";
  const problem = unknown.length > 0 ? { en: "there is no such setting", zh: "没有这个设置项" } : issueProblem(issue);
  throw new CladeError("BAD_CONFIG", { path, problem });
}

function appendKey(path: string, key: PropertyKey): string {
  if (typeof key === "number") return `${path}[${key}]`;
  return path === "" ? String(key) : `${path}.${String(key)}`;
}

/** @throws FILE_NOT_FOUND, BAD_CONFIG where it is no JSON */
export function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new CladeError("FILE_NOT_FOUND", { file: path }, error);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    const { message } = error as Error;
    const problem = { en: `not JSON: ${message}`, zh: `不是 JSON：${message}` };
    throw new CladeError("BAD_CONFIG", { path: "(top)", problem }, error);
  }
}
