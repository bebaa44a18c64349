import { describe, expect, test } from "vitest";
import { z } from "zod";
import { issueProblem } from "./issue-problem.ts";
import { schemaSentence } from "./schema-sentence.ts";

function problemOf(schema: z.ZodType, value: unknown) {
  return issueProblem(schema.safeParse(value).error?.issues[0]);
}

describe("issueProblem", () => {
  test.each([
    [z.string().min(3), "a"],
    [z.int().max(3), 7],
    [z.enum(["a", "b"]), "c"],
    [z.strictObject({ a: z.string().optional() }), { b: 1 }],
    [z.array(z.string()).max(1), ["a", "b"]],
  ])("says in Chinese what %o has against %j", (schema, value) => {
    const { en, zh } = problemOf(schema, value);
    expect(en).toMatch(/^[\x20-\x7e]+$/);
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
  });

  test("a value of another type is named by its type", () => {
    expect(problemOf(z.strictObject({ name: z.string() }), { name: 3 }).zh).toContain("string");
  });

  test("a schema's own sentence stands before Zod's, in both", () => {
    const sentence = { en: "no such zone", zh: "没有这个时区" };
    const error = schemaSentence(sentence);
    expect(
      problemOf(
        z.string().refine(() => false, { error }),
        "x",
      ),
    ).toEqual(sentence);
    expect(problemOf(z.union([z.int(), z.literal("auto")], { error }), "x")).toEqual(sentence);
  });

  test("no issue at all is still a problem", () => {
    expect(issueProblem(undefined).zh).toBe("与要求不符");
  });
});
