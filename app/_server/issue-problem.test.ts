import { describe, expect, test } from "vitest";
import { z } from "zod";
import { issueProblem } from "./issue-problem.ts";

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

  test("a schema's own sentence stands as it is, in both", () => {
    const own = z.string().refine(() => false, { error: "no such zone" });
    expect(problemOf(own, "x")).toEqual({ en: "no such zone", zh: "no such zone" });
  });

  test("no issue at all is still a problem", () => {
    expect(issueProblem(undefined).zh).toBe("与要求不符");
  });
});
