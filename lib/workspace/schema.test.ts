import { expect, test } from "vitest";
import { AuditQuery, FirstAdmin, InvitationAnswer, NewInvitation } from "./schema.ts";

const link = "0".repeat(32);
const admin = { link, workspaceName: "Shop", name: "Ada", email: "ada@shop.test", password: "a long password" };

test("an address is one address however it is typed", () => {
  expect(FirstAdmin.parse({ ...admin, email: " Ada@Shop.TEST " }).email).toBe("ada@shop.test");
});

test.each([
  ["a short password", { password: "123456789" }],
  ["a password that would take long to hash", { password: "x".repeat(201) }],
  ["a name of blanks", { name: "   " }],
  ["no address", { email: "ada" }],
  ["a second address after a line break", { email: "ada@shop.test\nbcc: eve@evil.test" }],
  ["an object for a text", { email: { $ne: "" } }],
  ["a role nobody asked about", { role: "admin" }],
])("%s is refused", (_, part) => {
  expect(FirstAdmin.safeParse({ ...admin, ...part }).success).toBe(false);
});

test("a role is one of the four", () => {
  expect(NewInvitation.safeParse({ email: "nia@shop.test", role: "owner" }).success).toBe(false);
  expect(NewInvitation.safeParse({ email: "nia@shop.test", role: "manager" }).success).toBe(true);
});

test("somebody with an account answers an invitation without a name and a password", () => {
  expect(InvitationAnswer.safeParse({ link }).success).toBe(true);
  expect(InvitationAnswer.safeParse({ link, email: "eve@evil.test" }).success).toBe(false);
});

test("a page of the audit is 1 to 200 events, asked in text as a query string is", () => {
  expect(AuditQuery.parse({ before: "7", limit: "20" })).toEqual({ before: 7, limit: 20 });
  expect(AuditQuery.parse({})).toEqual({ limit: 50 });
  for (const limit of ["0", "201", "many", "1.5"]) expect(AuditQuery.safeParse({ limit }).success).toBe(false);
});
