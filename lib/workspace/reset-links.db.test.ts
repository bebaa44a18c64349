import { verifyPassword } from "better-auth/crypto";
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { closeDatabase, db } from "../platform/db.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { listAudit } from "./data.ts";
import { newTestWorkspace, type TestWorkspace } from "./fixtures/people.ts";
import { newMember } from "./people-rows.ts";
import { issueReset, openReset, resetPassword } from "./reset-links.ts";

let database: TestDatabase;
let shop: TestWorkspace;

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
});
beforeEach(async () => {
  shop = await newTestWorkspace();
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const password = "a brand new password";
const spent = { code: "LINK_SPENT" };

async function linkFor(role: "marketer" | "admin", now = new Date()): Promise<string> {
  const { link } = await issueReset(shop.scope("admin"), await shop.memberId(role), now);
  return new URL(link).searchParams.get("link") ?? "";
}

test("a link sets the password once, of any number of calls, and ends the old sessions", async () => {
  const userId = shop.scope("marketer").userId;
  const expiresAt = new Date("2100-01-01");
  await db().session.create({ data: { id: userId, token: userId, userId, expiresAt } });
  const link = await linkFor("marketer");
  expect(await openReset(link)).toEqual({ email: shop.email("marketer") });
  const ends = await Promise.allSettled(Array.from({ length: 6 }, () => resetPassword({ link, password })));
  expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const account = await db().account.findFirstOrThrow({ where: { userId } });
  expect(await verifyPassword({ hash: account.password ?? "", password })).toBe(true);
  expect(await db().session.count({ where: { userId } })).toBe(0);
  const { items } = await listAudit(shop.scope("admin"), { limit: 5 });
  expect(items.map(({ action }) => action)).toEqual(["member.reset", "member.reset-issued"]);
});

test("a replaced and an expired link set nothing, and neither does a first or a guessed one", async () => {
  const expired = await linkFor("marketer", new Date(Date.now() - 25 * 3600 * 1000));
  await expect(resetPassword({ link: expired, password })).rejects.toMatchObject(spent);
  const replaced = await linkFor("marketer");
  await linkFor("marketer");
  await expect(resetPassword({ link: replaced, password })).rejects.toMatchObject(spent);
  await expect(openReset("0".repeat(32))).rejects.toMatchObject(spent);
});

test("an admin cannot reach into another workspace by a person of both, nor by a foreign member", async () => {
  const other = await newTestWorkspace("Other shop");
  const foreign = issueReset(shop.scope("admin"), await other.memberId("admin"));
  await expect(foreign).rejects.toMatchObject({ code: "NOT_FOUND" });
  await newMember(db(), { workspaceId: shop.id, userId: other.scope("admin").userId, role: "manager" });
  const joint = await db().member.findFirstOrThrow({
    where: { organizationId: shop.id, userId: other.scope("admin").userId },
  });
  await expect(issueReset(shop.scope("admin"), joint.id)).rejects.toMatchObject({ code: "MEMBER_ELSEWHERE" });
});

test("joining another workspace meanwhile shuts a link that was open", async () => {
  const link = await linkFor("marketer");
  const other = await newTestWorkspace("Other shop");
  await newMember(db(), { workspaceId: other.id, userId: shop.scope("marketer").userId, role: "admin" });
  await expect(resetPassword({ link, password })).rejects.toMatchObject(spent);
});
