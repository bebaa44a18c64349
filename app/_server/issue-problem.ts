import { z } from "zod";
import type { Localised } from "../../lib/core/localised.ts";

const chinese = z.locales.zhCN().localeError;

/** What a schema has against a value, in both languages; a schema's own sentence stands as it is. */
export function issueProblem(issue: z.core.$ZodIssue | undefined): Localised {
  if (!issue) return { en: "not as described", zh: "与要求不符" };
  const { message } = issue;
  const said = issue.code === "custom" ? message : chinese(issue as z.core.$ZodRawIssue);
  return { en: message, zh: (typeof said === "string" ? said : said?.message) ?? message };
}
