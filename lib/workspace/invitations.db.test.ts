import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { closeDatabase, db } from "../platform/db.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { listAudit, listInvitations } from "./data.ts";
import { newTestWorkspace, type TestWorkspace } from "./fixtures/people.ts";
import { acceptInvitation, issueInvitation, openInvitation, withdrawInvitation } from "./invitations.ts";

let database: TestDatabase;
let shop: TestWorkspace;

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
});
beforeEach(async () => {
  shop = await newTestWorkspace();
  await db().user.deleteMany({ where: { email: "new@shop.test" } });
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const spent = { code: "LINK_SPENT" };
const newcomer = { name: "Nia", password: "a long password" };

async function invite(email = "new@shop.test", now = new Date()): Promise<string> {
  const { link } = await issueInvitation(shop.scope("admin"), { email, role: "marketer" }, now);
  return new URL(link).searchParams.get("link") ?? "";
}

test("somebody new becomes a member by the link, once, whatever the number of calls", async () => {
  const link = await invite();
  expect(await openInvitation(link)).toMatchObject({ email: "new@shop.test", role: "marketer", hasAccount: false });
  const calls = Array.from({ length: 10 }, () => acceptInvitation({ link, ...newcomer }, undefined));
  const ends = await Promise.allSettled(calls);
  expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const members = await db().member.findMany({ where: { user: { email: "new@shop.test" } } });
  expect(members).toMatchObject([{ organizationId: shop.id, role: "marketer" }]);
  await expect(openInvitation(link)).rejects.toMatchObject(spent);
});

test("somebody with an account joins only when signed in as the one who was invited", async () => {
  const other = await newTestWorkspace("Other shop");
  const email = other.email("manager");
  const link = await invite(email);
  await expect(acceptInvitation({ link, ...newcomer }, undefined)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  const wrong = acceptInvitation({ link }, other.email("admin"));
  await expect(wrong).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  await acceptInvitation({ link }, email);
  const members = await db().member.findMany({ where: { user: { email } }, orderBy: { createdAt: "asc" } });
  expect(members.map(({ organizationId, role }) => [organizationId, role])).toEqual([
    [other.id, "manager"],
    [shop.id, "marketer"],
  ]);
});

test("a withdrawn, a replaced and an expired link open nothing", async () => {
  const old = await invite("new@shop.test", new Date(Date.now() - 8 * 24 * 3600 * 1000));
  await expect(openInvitation(old)).rejects.toMatchObject(spent);
  const replaced = await invite();
  const link = await invite();
  await expect(openInvitation(replaced)).rejects.toMatchObject(spent);
  const pending = await listInvitations(shop.scope("admin"));
  expect(pending).toMatchObject([{ email: "new@shop.test", isExpired: false, invitedBy: "The admin" }]);
  await withdrawInvitation(shop.scope("admin"), pending[0]?.id ?? "");
  await expect(acceptInvitation({ link, ...newcomer }, undefined)).rejects.toMatchObject(spent);
  expect(await listInvitations(shop.scope("admin"))).toEqual([]);
});

test("a name and a password are asked of somebody new, and members are not invited again", async () => {
  const link = await invite();
  const nameless = acceptInvitation({ link, password: "a long password" }, undefined);
  await expect(nameless).rejects.toMatchObject({ code: "BAD_REQUEST", details: { path: "name" } });
  await acceptInvitation({ link, ...newcomer }, undefined);
  await expect(invite()).rejects.toMatchObject({ code: "ALREADY_MEMBER" });
});

test("another workspace's invitation cannot be withdrawn, and every step is in the audit", async () => {
  const link = await invite();
  const other = await newTestWorkspace("Other shop");
  const [pending] = await listInvitations(shop.scope("admin"));
  const foreign = withdrawInvitation(other.scope("admin"), pending?.id ?? "");
  await expect(foreign).rejects.toMatchObject({ code: "NOT_FOUND" });
  await acceptInvitation({ link, ...newcomer }, undefined);
  const { items } = await listAudit(shop.scope("admin"), { limit: 10 });
  expect(items.map(({ actorName, action }) => [actorName, action])).toEqual([
    ["Nia", "member.joined"],
    ["The admin", "invitation.issued"],
  ]);
});
