import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { z } from "zod";
import { CladeError } from "../../lib/core/errors.ts";
import { closeDatabase, db } from "../../lib/platform/db.ts";
import { type TestDatabase, useTestDatabase } from "../../lib/platform/test-database.ts";
import { newTestWorkspace, type TestWorkspace } from "../../lib/workspace/fixtures/people.ts";
import { ask } from "./fixtures/ask.ts";
import { handle } from "./handle.ts";
import { bodyLimit } from "./read-body.ts";
import { json, noContent } from "./respond.ts";

let database: TestDatabase;
let shop: TestWorkspace;
let authorization: string;

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
  shop = await newTestWorkspace();
  authorization = await shop.key("analyst");
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const Named = z.strictObject({ name: z.string(), size: z.int().optional() });
const echo = handle(async (_, { scope, params, body, query }) => json({ role: scope.role, params, body, query }), {
  least: "analyst",
  params: ["id"],
  body: Named,
  query: z.strictObject({ page: z.coerce.number().int().optional() }),
});

function post(body: unknown, headers: Record<string, string> = {}, path?: string) {
  return ask(echo, {
    method: "POST",
    params: { id: "7" },
    body,
    headers: { authorization, ...headers },
    ...(path === undefined ? {} : { path }),
  });
}

async function codeOf(response: Response): Promise<[number, string]> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  return [response.status, (await response.json()).code];
}

test("scope, params, body and query arrive parsed; the answer is not cached", async () => {
  const response = await post({ name: "a" }, {}, "/api/v1/test?page=2");
  expect(await response.json()).toEqual({
    role: "analyst",
    params: { id: "7" },
    body: { name: "a" },
    query: { page: 2 },
  });
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("a body that is not as described is refused with the place and both languages", async () => {
  const response = await post({ name: { $ne: null } });
  const body = await response.json();
  expect(body).toMatchObject({ status: 400, code: "BAD_REQUEST", type: "urn:clade:error:bad-request" });
  expect(body.detail.en).toContain("at name");
  expect(body.detail.zh).toContain("name");
  expect(body.reference).toMatch(/^[0-9a-f]{12}$/);
});

test.each([
  ["an unknown field", { name: "a", isAdmin: true }, {}, 400],
  ["a prototype in JSON", '{"name":"a","__proto__":{"role":"admin"}}', {}, 400],
  ["no JSON", "{name:", {}, 400],
  ["a NUL that PostgreSQL cannot hold", { name: "a\0b" }, {}, 400],
  ["a form, as a cross-site page could send", "name=a", { "content-type": "application/x-www-form-urlencoded" }, 415],
  ["plain text", "{}", { "content-type": "text/plain" }, 415],
  ["a compressed body", { name: "a" }, { "content-encoding": "br" }, 415],
  ["too large a body", { name: "a".repeat(bodyLimit) }, {}, 413],
])("%s is refused", async (_, body, headers, status) => {
  expect((await post(body, headers)).status).toBe(status);
});

test("half a surrogate pair is made whole before anything stores it", async () => {
  const response = await post('{"name":"\\ud83d!"}');
  expect((await response.json()).body.name).toBe("\uFFFD!");
});

test("a query name given twice is a mistake, an unknown one too", async () => {
  expect((await post({ name: "a" }, {}, "/api/v1/test?page=1&page=2")).status).toBe(400);
  expect((await post({ name: "a" }, {}, "/api/v1/test?order=1")).status).toBe(400);
});

test("nobody, a lower role and a garbled key stay outside", async () => {
  const without = await ask(echo, { method: "POST", body: { name: "a" } });
  expect(without.headers.get("www-authenticate")).toContain("Bearer");
  expect(await codeOf(without)).toEqual([401, "UNAUTHENTICATED"]);
  expect(await codeOf(await post({ name: "a" }, { authorization: "Bearer x" }))).toEqual([401, "UNAUTHENTICATED"]);
  const marketer = await shop.key("marketer");
  expect(await codeOf(await post({ name: "a" }, { authorization: marketer }))).toEqual([403, "FORBIDDEN"]);
});

test.each([
  ["another site", { "sec-fetch-site": "cross-site", origin: "http://evil.test" }],
  ["a sibling site", { "sec-fetch-site": "same-site", origin: "http://blog.clade.test" }],
  ["an old browser on another site", { "sec-fetch-site": "", origin: "http://evil.test" }],
  ["a sandboxed frame", { origin: "null" }],
])("a cookie request from %s is refused before anybody is asked who it is", async (_, headers) => {
  const response = await ask(echo, {
    method: "POST",
    body: { name: "a" },
    headers: { cookie: "clade.session_token=x", ...headers },
  });
  expect(await codeOf(response)).toEqual([403, "FOREIGN_ORIGIN"]);
});

test("a reverse proxy's own password does not make a foreign page's request a program's", async () => {
  const headers = { authorization: "Basic c2hvcDpzaG9w", origin: "http://evil.test", "sec-fetch-site": "cross-site" };
  expect(await codeOf(await ask(echo, { method: "POST", body: { name: "a" }, headers }))).toEqual([
    403,
    "FOREIGN_ORIGIN",
  ]);
});

test("an unforeseen failure says nothing of its cause", async () => {
  const broken = handle(async () => Promise.reject(new Error("select secret from vault")), { least: "analyst" });
  const response = await ask(broken, { headers: { authorization } });
  const text = await response.text();
  expect(response.status).toBe(500);
  expect(text).not.toContain("vault");
  expect(JSON.parse(text)).toMatchObject({ code: "UNEXPECTED" });
  expect(JSON.parse(text).detail.en).toContain(JSON.parse(text).reference);
});

test("a database that is away is a 503 that may be tried again", async () => {
  const away = Object.assign(new Error("terminating connection"), { code: "57P01" });
  const response = await ask(
    handle(() => Promise.reject(away), { least: "analyst" }),
    { headers: { authorization } },
  );
  expect(response.headers.get("retry-after")).toBe("2");
  expect(await codeOf(response)).toEqual([503, "UNAVAILABLE"]);
});

test("an id that no row can have is not found", async () => {
  const response = await ask(echo, {
    method: "POST",
    params: { id: "a\0" },
    body: { name: "a" },
    headers: { authorization },
  });
  expect(await codeOf(response)).toEqual([404, "NOT_FOUND"]);
});

function counting(isAnswerSecret = false) {
  let runs = 0;
  const handler = handle(
    async (_, { body }) => {
      runs++;
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (body.name === "broken" && runs === 1) throw new CladeError("UNAVAILABLE");
      return body.name === "nothing" ? noContent() : json({ run: runs }, 201);
    },
    { least: "analyst", body: Named, isAnswerSecret },
  );
  const send = (name: string, key: string) =>
    ask(handler, { method: "POST", body: { name }, headers: { authorization, "idempotency-key": key } });
  return { send, runs: () => runs };
}

test("a repeated key gets the first answer and runs nothing", async () => {
  const { send, runs } = counting();
  const first = await send("a", "k1");
  const again = await send("a", "k1");
  expect([again.status, await again.json()]).toEqual([first.status, await first.json()]);
  expect((await (await send("a", "k2")).json()).run).toBe(2);
  expect(runs()).toBe(2);
});

test("an answer without a body is kept like any other", async () => {
  const { send, runs } = counting();
  expect((await send("nothing", "k0")).status).toBe(204);
  expect((await send("nothing", "k0")).status).toBe(204);
  expect(runs()).toBe(1);
});

test("ten at once with one key run once; the others get the answer or are told to wait", async () => {
  const { send, runs } = counting();
  const statuses = (await Promise.all(Array.from({ length: 10 }, () => send("a", "k3")))).map(({ status }) => status);
  expect(runs()).toBe(1);
  expect(statuses).toContain(201);
  expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
});

test("one key for two requests is a mistake, and a failure frees its key", async () => {
  const { send, runs } = counting();
  await send("broken", "k4");
  expect((await send("broken", "k4")).status).toBe(201);
  expect(await codeOf(await send("other", "k4"))).toEqual([422, "KEY_REUSED"]);
  expect(runs()).toBe(2);
});

test("a secret answer is neither stored nor told again", async () => {
  const { send } = counting(true);
  await send("a", "k5");
  expect(await codeOf(await send("a", "k5"))).toEqual([409, "ALREADY_ANSWERED"]);
  const rows = await db().idempotentAnswer.findMany({ where: { body: { path: ["answer"], not: { equals: null } } } });
  expect(rows.every(({ status }) => status > 0)).toBe(true);
});

test("keys belong to their person and route", async () => {
  const { send, runs } = counting();
  await send("a", "k6");
  authorization = await (await newTestWorkspace("Other")).key("analyst");
  await send("a", "k6");
  expect(runs()).toBe(2);
});
