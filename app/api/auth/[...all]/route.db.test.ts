import { hashPassword } from "better-auth/crypto";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { closeDatabase, db } from "../../../../lib/platform/db.ts";
import { type TestDatabase, useTestDatabase } from "../../../../lib/platform/test-database.ts";
import { issueFirstLink } from "../../../../lib/workspace/first-link.ts";
import { newTestWorkspace, type TestWorkspace } from "../../../../lib/workspace/fixtures/people.ts";
import { issueInvitation } from "../../../../lib/workspace/invitations.ts";
import { mintScope } from "../../../../lib/workspace/mint-scope.ts";
import { removeMember } from "../../../../lib/workspace/mutations.ts";
import { ask } from "../../../_server/fixtures/ask.ts";
import { POST as accept } from "../../v1/invitations/accept/route.ts";
import { POST as first } from "../../v1/workspace/first/route.ts";
import { GET as me } from "../../v1/workspace/route.ts";
import { GET, POST } from "./route.ts";

const password = "a long password";
let database: TestDatabase;
let shop: TestWorkspace;

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

function call(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const all = { host: "clade.test", origin: "http://clade.test", "content-type": "application/json", ...headers };
  const url = `http://clade.test/api/auth${path}`;
  return body === undefined
    ? GET(new Request(url, { headers: all }))
    : POST(new Request(url, { method: "POST", headers: all, body: JSON.stringify(body) }));
}

function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
}

test("the first link signs its opener in as admin, then works no more", async () => {
  const link = new URL((await issueFirstLink()) ?? "").searchParams.get("link");
  const body = { link, workspaceName: "Shop", name: "Ada", email: "Ada@Shop.test", password };
  const response = await ask(first, { method: "POST", body });
  expect(response.status).toBe(201);
  const line = response.headers.getSetCookie().find((cookie) => cookie.startsWith("clade.session_token="));
  expect(line).toMatch(/HttpOnly/i);
  expect(line).toMatch(/SameSite=Lax/i);
  const answer = await ask(me, { headers: { cookie: cookieOf(response) } });
  expect(await answer.json()).toMatchObject({ name: "Ada", email: "ada@shop.test", role: "admin" });
  expect((await ask(first, { method: "POST", body })).status).toBe(410);
});

test("e-mail and password sign in, a wrong password does not, signing out ends it", async () => {
  shop = await newTestWorkspace("Shop", await hashPassword(password));
  const email = shop.email("marketer");
  const wrong = await call("/sign-in/email", { email, password: "a wrong password" });
  expect([wrong.status, (await wrong.json()).code]).toEqual([401, "SIGN_IN_FAILED"]);
  const response = await call("/sign-in/email", { email: ` ${email.toUpperCase()}`, password });
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.json()).toEqual({ ok: true });
  const cookie = cookieOf(response);
  expect(await mintScope(new Headers({ cookie }))).toMatchObject({ workspaceId: shop.id, role: "marketer" });
  expect((await call("/sign-out", {}, { cookie })).status).toBe(200);
  expect(await mintScope(new Headers({ cookie }))).toBeUndefined();
});

test("an invitation accepted by somebody new signs them in", async () => {
  const invitation = await issueInvitation(shop.scope("admin"), { email: "nia@shop.test", role: "manager" });
  const link = new URL(invitation.link).searchParams.get("link");
  const response = await ask(accept, { method: "POST", body: { link, name: "Nia", password } });
  expect(response.status).toBe(201);
  expect(await mintScope(new Headers({ cookie: cookieOf(response) }))).toMatchObject({
    userName: "Nia",
    role: "manager",
  });
});

test("a removed member's session opens nothing from the next request on", async () => {
  const cookie = cookieOf(await call("/sign-in/email", { email: shop.email("analyst"), password }));
  expect(await mintScope(new Headers({ cookie }))).toMatchObject({ role: "analyst" });
  await removeMember(shop.scope("admin"), await shop.memberId("analyst"));
  expect(await mintScope(new Headers({ cookie }))).toBeUndefined();
  expect((await ask(me, { headers: { cookie } })).status).toBe(401);
});

test.each([
  "/sign-up/email",
  "/get-session",
  "/list-sessions",
  "/organization/list-members",
  "/organization/create",
  "/organization/update-member-role",
  "/delete-user",
  "/forget-password",
])("%s is no door here", async (path) => {
  const cookie = cookieOf(await call("/sign-in/email", { email: shop.email("manager"), password }));
  const body = { name: "Eve", email: "eve@shop.test", password, slug: "eve", role: "admin" };
  expect((await call(path, body, { cookie })).status).toBe(404);
  expect(await db().user.count({ where: { email: "eve@shop.test" } })).toBe(0);
});

test("an address and a password must be text, and the eleventh guess waits", async () => {
  expect((await call("/sign-in/email", { email: { $ne: "" }, password })).status).toBe(400);
  const email = "guessed@shop.test";
  for (let i = 0; i < 10; i++)
    expect((await call("/sign-in/email", { email, password: `guess ${i}` })).status).toBe(401);
  const response = await call("/sign-in/email", { email, password });
  expect([response.status, (await response.json()).code]).toEqual([429, "TOO_MANY_TRIES"]);
  expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(200);
});

test("another site's page can neither sign somebody in nor out", async () => {
  const foreign = { origin: "http://evil.test", "sec-fetch-site": "cross-site" };
  expect((await call("/sign-in/email", { email: shop.email("manager"), password }, foreign)).status).toBe(403);
  expect((await call("/sign-out", {}, foreign)).status).toBe(403);
});

test("a person changes their own name, and nothing else about themselves", async () => {
  const cookie = cookieOf(await call("/sign-in/email", { email: shop.email("manager"), password }));
  expect((await call("/update-user", { name: "Max" }, { cookie })).status).toBe(200);
  await call("/update-user", { email: "admin@shop.test", emailVerified: true }, { cookie });
  expect(await mintScope(new Headers({ cookie }))).toMatchObject({ userName: "Max", role: "manager" });
  expect(await db().user.count({ where: { email: "admin@shop.test" } })).toBe(0);
});

test("somebody of two workspaces moves between them, and is told no more than that", async () => {
  const second = await newTestWorkspace("Second");
  const email = shop.email("manager");
  const { link } = await issueInvitation(second.scope("admin"), { email, role: "analyst" });
  const cookie = cookieOf(await call("/sign-in/email", { email, password }));
  const body = { link: new URL(link).searchParams.get("link") };
  expect((await ask(accept, { method: "POST", body, headers: { cookie } })).status).toBe(201);
  const response = await call("/organization/set-active", { organizationId: second.id }, { cookie });
  expect(await response.json()).toEqual({ ok: true });
  expect(await mintScope(new Headers({ cookie }))).toMatchObject({ workspaceId: second.id, role: "analyst" });
});

test("nobody moves into a workspace they are not a member of", async () => {
  const other = await newTestWorkspace("Other");
  const cookie = cookieOf(await call("/sign-in/email", { email: shop.email("manager"), password }));
  const response = await call("/organization/set-active", { organizationId: other.id }, { cookie });
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(await mintScope(new Headers({ cookie }))).toMatchObject({ workspaceId: shop.id });
});

test("a session store that cannot be asked is a 503, never a signed-in or signed-out person", async () => {
  const cookie = cookieOf(await call("/sign-in/email", { email: shop.email("manager"), password }));
  await db().$executeRaw`ALTER TABLE session RENAME TO session_away`;
  try {
    expect((await ask(me, { headers: { cookie } })).status).toBe(503);
    expect((await call("/sign-in/email", { email: shop.email("manager"), password })).status).toBe(503);
  } finally {
    await db().$executeRaw`ALTER TABLE session_away RENAME TO session`;
  }
});
