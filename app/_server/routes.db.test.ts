import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { z } from "zod";
import { roles } from "../../lib/core/scope.ts";
import { issueLink } from "../../lib/experiments/stored-links.ts";
import { closeDatabase, db } from "../../lib/platform/db.ts";
import { type TestDatabase, useTestDatabase } from "../../lib/platform/test-database.ts";
import { newTestWorkspace, type TestWorkspace } from "../../lib/workspace/fixtures/people.ts";
import * as openApiRoute from "../api/v1/openapi/route.ts";
import { type Asked, ask } from "./fixtures/ask.ts";
import { problemsOf } from "./fixtures/json-schema.ts";
import { sampleOf } from "./fixtures/sample.ts";
import { newShopRows } from "./fixtures/shop-rows.ts";
import type { RouteHandler } from "./handle.ts";
import { openApiPath } from "./open-api.ts";
import { routes as listed } from "./routes.ts";

const routes: typeof listed = { ...listed, "/api/v1/openapi": async () => openApiRoute };

interface Case {
  readonly method: string;
  readonly path: string;
  readonly names: readonly string[];
  readonly handler: RouteHandler;
}

let database: TestDatabase;
let shop: TestWorkspace;
let other: TestWorkspace;
let theirRows: Readonly<Record<string, string>>;
let ourRows: Readonly<Record<string, string>>;
/** Of a link that opens a report of our shop. */
let sharedToken: string;

const cases: Case[] = [];
for (const [path, load] of Object.entries(routes)) {
  const names = [...path.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map(([, name]) => name ?? "");
  for (const [method, handler] of Object.entries(await load()))
    if (typeof handler === "function" && "door" in handler)
      cases.push({ method, path, names, handler: handler as RouteHandler });
}
const closed = cases.filter(({ handler }) => handler.door.least !== "nobody");
const title = ({ method, path }: Case) => `${method} ${path}`;

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
  shop = await newTestWorkspace("This shop");
  other = await newTestWorkspace("Other shop");
  theirRows = await newShopRows(other);
  ourRows = await newShopRows(shop);
  const { link } = await issueLink(shop.scope("admin"), ourRows.experimentId ?? "", { days: 1 });
  sharedToken = link.split("/r/")[1] ?? "";
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const missing = "00000000-0000-4000-8000-000000000000";

/** The request that fits the door, with these ids; nothing is left running after it. */
async function visit(
  { method, path, names, handler }: Case,
  ids: Readonly<Record<string, string>>,
  headers: Asked["headers"],
) {
  const { door } = handler;
  const params = Object.fromEntries(names.map((name) => [name, ids[name] ?? missing]));
  const query =
    "query" in door && door.query ? (sampleOf(z.toJSONSchema(door.query, { io: "input" }) as object) as object) : {};
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  const body = door.body ? sampleOf(z.toJSONSchema(door.body, { io: "input" }) as object) : undefined;
  const filled = path.replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, name: string) => params[name] ?? missing);
  const asked = { method, params, headers: headers ?? {}, path: `${filled}?${search}` };
  const response = await ask(handler, body === undefined ? asked : { ...asked, body });
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  const text = isStream ? "" : await response.text();
  if (isStream) await response.body?.cancel();
  return { status: response.status, headers: response.headers, text };
}

test("the list of routes is the tree of folders", () => {
  const root = fileURLToPath(new URL("../", import.meta.url));
  const found = globSync("api/v1/**/route.ts", { cwd: root }).map((file) => `/${file.replace(/\/route\.ts$/, "")}`);
  expect(Object.keys(routes).toSorted()).toEqual(found.toSorted());
});

test("every exported method has a door", async () => {
  for (const [path, load] of Object.entries(routes)) {
    const exported = Object.keys(await load()).filter((name) => /^[A-Z]+$/.test(name));
    const doors = cases.filter((one) => one.path === path).map(({ method }) => method);
    expect(doors.toSorted(), path).toEqual(exported.toSorted());
  }
});

test("every [name] of a path has a row in the fixtures", () => {
  const named = new Set(cases.flatMap(({ names }) => names));
  expect([...named].filter((name) => !(name in theirRows))).toEqual([]);
});

describe.each(closed.map((one) => [title(one), one] as const))("%s", (_, one) => {
  const { least } = one.handler.door;

  test("is shut without a session, with a false key and with a false cookie", async () => {
    const key = `Bearer clade_${"0".repeat(12)}_${"0".repeat(48)}`;
    for (const headers of [{}, { authorization: key }, { cookie: "clade.session_token=made.up" }]) {
      const { status, headers: answered } = await visit(one, {}, headers);
      expect(status).toBe(401);
      expect(answered.get("cache-control")).toBe("no-store");
    }
  });

  test("is shut for whoever has a link to a report", async () => {
    for (const headers of [
      { authorization: `Bearer ${sharedToken}` },
      { cookie: `clade.session_token=${sharedToken}`, referer: `https://clade.example/r/${sharedToken}` },
    ])
      expect((await visit(one, ourRows, headers)).status).toBe(401);
  });

  test.each(roles)("knows whether %s may come in", async (role) => {
    const { status } = await visit(one, {}, { authorization: await shop.key(role) });
    const mayCome = roles.indexOf(role) <= roles.indexOf(least as (typeof roles)[number]);
    if (mayCome) expect([401, 403]).not.toContain(status);
    else expect(status).toBe(403);
    expect(status).not.toBe(500);
  });

  if (one.names.length > 0)
    test("answers another workspace's id like one that is not there", async () => {
      const authorization = await shop.key("admin");
      const foreign = await visit(one, theirRows, { authorization });
      const absent = await visit(one, {}, { authorization });
      expect(foreign.status).toBe(404);
      expect(absent.status).toBe(404);
      expect(withoutReference(foreign.text)).toEqual(withoutReference(absent.text));
    });

  if (one.method === "GET" && one.names.length === 0)
    test("tells nothing of another workspace", async () => {
      const { text } = await visit(one, {}, { authorization: await shop.key("admin") });
      for (const id of [other.id, ...Object.values(theirRows)]) if (id.length > 8) expect(text).not.toContain(id);
    });
});

test("nothing of the other workspace was touched by all of this", async () => {
  const where = { workspaceId: other.id };
  expect(await db().dataset.count({ where })).toBe(1);
  expect(await db().run.count({ where: { ...where, status: "done" } })).toBe(1);
  expect(await db().apiKey.count({ where: { ...where, revokedAt: null } })).toBe(1);
  expect(await db().segment.count({ where: { ...where, ownName: null } })).toBe(1);
  expect(await db().invitation.count({ where: { organizationId: other.id, status: "pending" } })).toBe(1);
  expect(await db().member.count({ where: { organizationId: other.id } })).toBe(roles.length);
});

test("the API document names every route, method, role and body", async () => {
  const response = await ask(openApiRoute.GET, { headers: { authorization: await shop.key("manager") } });
  const document = await response.json();
  expect(document.openapi).toBe("3.1.0");
  for (const { path, method, handler } of cases) {
    const operation = document.paths[openApiPath(path)][method.toLowerCase()];
    expect(operation, `${method} ${path}`).toMatchObject({ "x-least-role": handler.door.least });
    expect(operation.summary, `summary of ${method} ${path}`).not.toBe("");
    expect("requestBody" in operation).toBe(handler.door.body !== undefined);
  }
});

/** With our own rows: what is not there in the fixtures (a run's files) answers as the problem that it is. */
describe.each(
  cases
    .filter(({ method, handler }) => method === "GET" && handler.door.answer !== undefined)
    .map((one) => [title(one), one] as const),
)("%s", (_, one) => {
  test("answers what the API document says, and nothing besides", async () => {
    const { status, text } = await visit(one, ourRows, { authorization: await shop.key("admin") });
    expect([200, 404, 409]).toContain(status);
    const { schema } = await describedAnswer(one, status);
    expect(problemsOf(schema, JSON.parse(text))).toEqual([]);
  });
});

async function describedAnswer({ method, path }: Case, status: number) {
  const response = await ask(openApiRoute.GET, { headers: { authorization: await shop.key("manager") } });
  const document = await response.json();
  if (status !== 200) return { schema: document.components.schemas.Problem };
  const operation = document.paths[openApiPath(path)][method.toLowerCase()];
  return { schema: operation.responses["2XX"].content["application/json"].schema };
}

function withoutReference(text: string): unknown {
  const { reference: _, ...rest } = JSON.parse(text || "{}");
  return rest;
}
