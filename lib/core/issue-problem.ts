import { z } from "zod";
import type { Localised } from "./localised.ts";
import { chineseOf } from "./schema-sentence.ts";

const translate = z.locales.zhCN().localeError;

/** What a schema has against a value, in both languages; a schema's own sentence comes before Zod's. */
export function issueProblem(issue: z.core.$ZodIssue | undefined): Localised {
  if (!issue) return { en: "not as described", zh: "与要求不符" };
  const { message } = issue;
  const said = chineseOf(message) ?? translate(issue as z.core.$ZodRawIssue);
  return { en: message, zh: (typeof said === "string" ? said : said?.message) ?? message };
}
