import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { closeDatabase, db } from "../platform/db.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { claimFirstLink, isFirstLinkOpen, issueFirstLink } from "./first-link.ts";
import type { FirstAdmin } from "./schema.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
});
beforeEach(async () => {
  await db().user.deleteMany();
  await db().organization.deleteMany();
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const now = new Date("2026-11-01T08:00:00Z");
const admin = (link: string): FirstAdmin => ({
  link,
  workspaceName: "The shop",
  name: "Ada",
  email: "ada@shop.test",
  password: "a long password",
});

function secretOf(url: string | undefined): string {
  return new URL(url ?? "").searchParams.get("link") ?? "";
}

test("the link is built from the configured address, and only its hash is stored", async () => {
  const url = await issueFirstLink(now);
  expect(url).toMatch(/^http:\/\/clade\.test\/set-up\?link=[\w-]{32}$/);
  const [row] = await db().verification.findMany();
  expect(row?.value).not.toContain(secretOf(url));
});

test("twenty calls at once make one admin of one workspace", async () => {
  const link = secretOf(await issueFirstLink(now));
  const calls = Array.from({ length: 20 }, () => claimFirstLink(admin(link), now));
  const ends = await Promise.allSettled(calls);
  expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const end of ends) if (end.status === "rejected") expect(end.reason).toMatchObject({ code: "LINK_SPENT" });
  const members = await db().member.findMany({ include: { user: true, organization: true } });
  expect(members).toMatchObject([
    { role: "admin", user: { email: "ada@shop.test" }, organization: { name: "The shop" } },
  ]);
});

test("a used, a replaced, an expired and a guessed link make nobody", async () => {
  const replaced = secretOf(await issueFirstLink(now));
  const link = secretOf(await issueFirstLink(now));
  const tomorrow = new Date(now.getTime() + 25 * 3600 * 1000);
  await expect(claimFirstLink(admin(replaced), now)).rejects.toMatchObject({ code: "LINK_SPENT" });
  await expect(claimFirstLink(admin(link), tomorrow)).rejects.toMatchObject({ code: "LINK_SPENT" });
  await expect(claimFirstLink(admin("0".repeat(32)), now)).rejects.toMatchObject({ code: "LINK_SPENT" });
  expect(await isFirstLinkOpen(link, now)).toBe(true);
  await claimFirstLink(admin(link), now);
  expect(await isFirstLinkOpen(link, now)).toBe(false);
  await expect(claimFirstLink(admin(link), now)).rejects.toMatchObject({ code: "LINK_SPENT" });
  expect(await db().user.count()).toBe(1);
});

test("once somebody is there, no link is made", async () => {
  await claimFirstLink(admin(secretOf(await issueFirstLink(now))), now);
  expect(await issueFirstLink(now)).toBeUndefined();
});
