import { expect, test } from "vitest";
import { z } from "zod";
import { CladeError } from "../../lib/core/errors.ts";
import { attachment, badRequest, problem } from "./respond.ts";

test("a file name in any language, with quotes and line breaks, is a safe header", () => {
  expect(attachment("members.csv")).toBe(`attachment; filename="members.csv"; filename*=UTF-8''members.csv`);
  const header = attachment('常客 "VIP"\r\nset-cookie: a=b.csv');
  expect(header).not.toMatch(/[\r\n]/);
  expect(header).toContain('filename="__ _VIP___set-cookie_ a_b.csv"');
  const name = /filename\*=UTF-8''(.+)$/.exec(header)?.[1] ?? "";
  expect(decodeURIComponent(name)).toBe('常客 "VIP"\r\nset-cookie: a=b.csv');
  expect(() => attachment("half a pair \ud83d")).not.toThrow();
});

test("a problem names its code as a type, and says when to come again", async () => {
  const response = problem(new CladeError("TOO_MANY_TRIES", { seconds: 42 }), "POST /x");
  expect([response.status, response.headers.get("retry-after")]).toEqual([429, "42"]);
  expect(await response.json()).toMatchObject({
    type: "urn:clade:error:too-many-tries",
    title: "Too Many Requests",
    detail: { en: "Too many tries. Wait 42 seconds.", zh: "尝试次数过多，请等待 42 秒。" },
  });
});

test("a full disk is said as such whatever threw it", async () => {
  const thrown = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  expect(problem(thrown, "POST /x").status).toBe(507);
});

test("the first thing that does not fit is named by its path", () => {
  const parsed = z
    .strictObject({ tables: z.array(z.object({ kind: z.enum(["a"]) })) })
    .safeParse({ tables: [{ kind: 1 }] });
  if (parsed.success) throw new Error("should not fit");
  expect(badRequest(parsed.error).details.path).toBe("tables.0.kind");
});
