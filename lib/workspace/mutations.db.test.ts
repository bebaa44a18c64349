import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { closeDatabase, db } from "../platform/db.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { listApiKeys, listAudit, listMembers, readMe } from "./data.ts";
import { newTestWorkspace, type TestWorkspace } from "./fixtures/people.ts";
import { mintScope } from "./mint-scope.ts";
import { changeRole, issueApiKey, removeMember, renameWorkspace, revokeApiKey } from "./mutations.ts";

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

const bearer = (key: string) => new Headers({ authorization: key });

test("a workspace always keeps an admin, also when two demote each other at once", async () => {
  const admin = shop.scope("admin");
  const [first, second] = [await shop.memberId("admin"), await shop.memberId("analyst")];
  await expect(changeRole(admin, first, { role: "manager" })).rejects.toMatchObject({ code: "LAST_ADMIN" });
  await expect(removeMember(admin, first)).rejects.toMatchObject({ code: "LAST_ADMIN" });
  await changeRole(admin, second, { role: "admin" });
  await Promise.allSettled([
    changeRole(admin, first, { role: "manager" }),
    changeRole(admin, second, { role: "manager" }),
  ]);
  const members = await listMembers(admin);
  expect(members.filter(({ role }) => role === "admin")).toHaveLength(1);
});

test("the other workspace's members are not found", async () => {
  const other = await newTestWorkspace("Other shop");
  const theirs = await other.memberId("analyst");
  const notFound = { code: "NOT_FOUND" };
  await expect(changeRole(shop.scope("admin"), theirs, { role: "admin" })).rejects.toMatchObject(notFound);
  await expect(removeMember(shop.scope("admin"), theirs)).rejects.toMatchObject(notFound);
});

test("a key is shown once, found by its prefix, and stored as a hash", async () => {
  const issued = await issueApiKey(shop.scope("admin"), { name: "Nightly", role: "analyst" });
  expect(issued.key).toMatch(/^clade_[0-9a-f]{12}_[0-9a-f]{48}$/);
  const stored = JSON.stringify(await db().apiKey.findMany());
  expect(stored).not.toContain(issued.key.split("_")[2]);
  expect(JSON.stringify(await listApiKeys(shop.scope("admin")))).not.toContain(issued.key.split("_")[2]);
  const scope = await mintScope(bearer(`Bearer ${issued.key}`));
  expect(scope).toMatchObject({ workspaceId: shop.id, role: "analyst", userName: "Nightly" });
});

test("a revoked, a mistyped and a cut key open nothing", async () => {
  const { id, key } = await issueApiKey(shop.scope("admin"), { name: "Nightly", role: "analyst" });
  const mistyped = key.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
  expect(await mintScope(bearer(`Bearer ${mistyped}`))).toBeUndefined();
  expect(await mintScope(bearer(`Bearer ${key.slice(0, -1)}`))).toBeUndefined();
  expect(await mintScope(bearer(`Basic ${key}`))).toBeUndefined();
  await revokeApiKey(shop.scope("admin"), id);
  expect(await mintScope(bearer(`Bearer ${key}`))).toBeUndefined();
  await expect(revokeApiKey(shop.scope("admin"), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a key never does more than its maker still may, and dies with the membership", async () => {
  const key = await shop.key("analyst");
  await changeRole(shop.scope("admin"), await shop.memberId("analyst"), { role: "admin" });
  await changeRole(shop.scope("admin"), await shop.memberId("admin"), { role: "manager" });
  expect(await mintScope(bearer(key))).toMatchObject({ role: "manager" });
  await removeMember(shop.scope("admin"), await shop.memberId("admin"));
  expect(await mintScope(bearer(key))).toBeUndefined();
});

test("only an admin reads or changes people, keys and the audit, whatever the route forgot", async () => {
  for (const role of ["analyst", "marketer", "manager"] as const) {
    const scope = shop.scope(role);
    const forbidden = { code: "FORBIDDEN", details: { role, least: "admin" } };
    await expect(listMembers(scope)).rejects.toMatchObject(forbidden);
    await expect(listApiKeys(scope)).rejects.toMatchObject(forbidden);
    await expect(listAudit(scope, { limit: 5 })).rejects.toMatchObject(forbidden);
    await expect(issueApiKey(scope, { name: "x", role: "manager" })).rejects.toMatchObject(forbidden);
    await expect(renameWorkspace(scope, { name: "x" })).rejects.toMatchObject(forbidden);
  }
});

test("the audit comes in pages, newest first, of this workspace only", async () => {
  const other = await newTestWorkspace("Other shop");
  await renameWorkspace(other.scope("admin"), { name: "Elsewhere" });
  for (const name of ["One", "Two", "Three"]) await renameWorkspace(shop.scope("admin"), { name });
  const first = await listAudit(shop.scope("admin"), { limit: 2 });
  expect(first.items.map(({ subject }) => subject)).toEqual(["Three", "Two"]);
  const rest = await listAudit(shop.scope("admin"), { limit: 2, before: Number(first.next) });
  expect(rest.items.map(({ subject }) => subject)).toEqual(["One"]);
  expect(rest.next).toBeUndefined();
  expect((await readMe(shop.scope("manager"))).workspace).toEqual({ id: shop.id, name: "Three" });
});
