import { describe, expect, test } from "vitest";
import { demandRole, lesserRole, mayAct, mayReadPersonal, type Role, roles, type WorkspaceScope } from "./scope.ts";

const as = (role: Role) => ({ workspaceId: "w", userId: "u", userName: "U", role }) as unknown as WorkspaceScope;

describe("a role", () => {
  test("may do what those after it may, and nothing of those before it", () => {
    const may = roles.map((own) => roles.filter((least) => mayAct(as(own), least)));
    expect(may).toEqual([
      ["admin", "analyst", "marketer", "manager"],
      ["analyst", "marketer", "manager"],
      ["marketer", "manager"],
      ["manager"],
    ]);
  });

  test("below the least is refused, with both named; at or above it passes", () => {
    expect(() => demandRole(as("manager"), "marketer")).toThrow(
      expect.objectContaining({ code: "FORBIDDEN", details: { role: "manager", least: "marketer" } }),
    );
    expect(() => demandRole(as("marketer"), "marketer")).not.toThrow();
    expect(() => demandRole(as("admin"), "analyst")).not.toThrow();
  });

  test("that the list does not know may do nothing: not as the highest of all", () => {
    const stranger = as("owner" as Role);
    expect(roles.filter((least) => mayAct(stranger, least))).toEqual([]);
    expect(mayAct(as("admin"), "owner" as Role)).toBe(false);
  });

  test("sees how people are reached where its work is to write to them, or to answer for it", () => {
    expect(roles.filter((role) => mayReadPersonal({ role }))).toEqual(["admin", "marketer"]);
    expect(mayReadPersonal({ role: "owner" as Role })).toBe(false);
  });
});

describe("a key", () => {
  test("may do what its own role and its maker's both allow", () => {
    expect(lesserRole("admin", "manager")).toBe("manager");
    expect(lesserRole("marketer", "analyst")).toBe("marketer");
    expect(lesserRole("analyst")).toBe("analyst");
  });

  test("may do nothing once its maker's role is one that nobody knows, whatever its own", () => {
    for (const own of roles) {
      expect(lesserRole(own, "owner")).toBeUndefined();
      expect(lesserRole("", own)).toBeUndefined();
    }
  });
});
