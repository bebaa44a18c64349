import { afterEach, describe, expect, test, vi } from "vitest";
import { Problem, readProblem, toProblem } from "./problem.ts";
import { getJson, sendJson } from "./request.ts";

afterEach(() => vi.unstubAllGlobals());

/** The server answers so; returns what it was asked. */
function answering(...responses: readonly (Response | Error)[]) {
  const asked: { readonly url: string; readonly init: RequestInit }[] = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    const answer = responses[asked.length];
    asked.push({ url, init });
    if (answer instanceof Response) return answer;
    throw answer ?? new Error("nothing more to answer");
  });
  return asked;
}
const headersOf = (init: RequestInit | undefined) => init?.headers as Record<string, string>;

async function failure(doing: Promise<unknown>): Promise<unknown> {
  return doing.then(
    () => new Error("did not fail"),
    (error: unknown) => error,
  );
}

describe("a change", () => {
  test("by POST has a key of its own, so that a repeat on a cut line does it once; two deeds have two", async () => {
    const asked = answering(Response.json({ id: 1 }), Response.json({ id: 2 }));
    expect(await sendJson("POST", "/runs", { a: 1 })).toEqual({ id: 1 });
    await sendJson("POST", "/runs", { a: 1 });
    const keys = asked.map(({ init }) => headersOf(init)["idempotency-key"]);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[0]).not.toBe(keys[1]);
    expect(asked[0]).toMatchObject({ url: "/api/v1/runs", init: { method: "POST", body: '{"a":1}' } });
  });

  test.each(["PUT", "PATCH", "DELETE"] as const)("by %s needs none, as it may be done again", async (method) => {
    const asked = answering(new Response(null, { status: 204 }));
    expect(await sendJson(method, "/runs/7")).toBeUndefined();
    expect(headersOf(asked[0]?.init)).toEqual({ accept: "application/json" });
    expect(asked[0]?.init.body).toBeUndefined();
  });
});

describe("an answer", () => {
  test("that failed is a problem in both languages", async () => {
    const body = { code: "FORBIDDEN", detail: { en: "You may not.", zh: "无权限。" }, reference: "abc" };
    answering(Response.json(body, { status: 403 }));
    const problem = await failure(getJson("/runs"));
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({ status: 403, code: "FORBIDDEN", detail: body.detail, reference: "abc" });
    expect((problem as Problem).message).toBe("You may not.");
  });

  test("of a proxy is a plain sentence, not its HTML", async () => {
    for (const page of ["<html><h1>502</h1></html>", "", "null", '"text"', "[1]"]) {
      const problem = await readProblem(new Response(page, { status: 502 }));
      expect(problem.detail.en).toMatch(/^The server could not do this\./);
      expect(problem.detail.zh).toMatch(/[一-鿿]/);
      expect([problem.status, problem.code, problem.reference]).toEqual([502, "INTERNAL", null]);
    }
  });

  test("that says it is well and is no JSON was not made by us", async () => {
    answering(new Response("<html>sign in to the Wi-Fi</html>", { status: 200 }));
    expect(await failure(getJson("/runs"))).toMatchObject({ status: 502, code: "INTERNAL" });
  });

  test("with a text in one language says it in both rather than nothing", async () => {
    const problem = await readProblem(Response.json({ title: "Not Found" }, { status: 404 }));
    expect(problem.detail).toEqual({ en: "Not Found", zh: "Not Found" });
  });

  test("that never came is said so", async () => {
    answering(new TypeError("fetch failed"));
    const problem = toProblem(await failure(getJson("/runs")));
    expect(problem).toMatchObject({ status: 0, code: "UNREACHABLE" });
    expect(problem.detail.zh).toContain("服务器没有响应");
    expect(toProblem(problem)).toBe(problem);
  });
});

test("reading can be called off", async () => {
  const asked = answering(Response.json({}), Response.json({}));
  const { signal } = new AbortController();
  await getJson("/runs", signal);
  await getJson("/runs");
  expect(asked.map(({ init }) => init.signal)).toEqual([signal, undefined]);
});
