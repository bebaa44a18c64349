import { hashPassword } from "better-auth/crypto";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { closeDatabase } from "../platform/db.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { auth } from "./auth.ts";
import { newTestWorkspace } from "./fixtures/people.ts";
import { mintScope } from "./mint-scope.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
  process.env.CLADE_BASE_URL = "https://clade.test";
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

test("behind https the session's cookie is bound to the host and the line, and opens the workspace", async () => {
  const password = "a long password";
  const shop = await newTestWorkspace("Shop", await hashPassword(password));
  const body = { email: shop.email("analyst"), password };
  const response = await auth().api.signInEmail({ body, asResponse: true });
  const [line = ""] = response.headers.getSetCookie();
  expect(line).toMatch(/^__Host-clade\.session_token=/);
  for (const attribute of ["Secure", "HttpOnly", "Path=/", "SameSite=Lax"]) expect(line).toContain(attribute);
  expect(line).not.toContain("Domain");
  const headers = new Headers({ cookie: line.split(";", 1)[0] ?? "" });
  expect(await mintScope(headers)).toMatchObject({ workspaceId: shop.id, role: "analyst" });
});

test("a cookie that was changed by one character is nobody's", async () => {
  const password = "a long password";
  const shop = await newTestWorkspace("Shop", await hashPassword(password));
  const body = { email: shop.email("analyst"), password };
  const response = await auth().api.signInEmail({ body, asResponse: true });
  const cookie = response.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
  const at = cookie.indexOf("=") + 1;
  const other = cookie[at] === "A" ? "B" : "A";
  const headers = new Headers({ cookie: cookie.slice(0, at) + other + cookie.slice(at + 1) });
  expect(await mintScope(headers)).toBeUndefined();
});
