import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ColumnRole, TableKind } from "../schema.ts";
import { assignRoles } from "./assign-roles.ts";
import type { RoleCandidate } from "./candidates.ts";

type Scored = readonly (readonly [role: ColumnRole, score: number])[];

const candidatesOf = (scored: Scored): RoleCandidate[] => [
  ...scored.map(([role, score]) => ({ role, score, reason: { en: `like ${role}`, zh: `似${role}` } })),
  { role: "ignore", score: 0.1, reason: { en: "left", zh: "其余" } },
];

function assign(
  columns: Readonly<Record<string, Scored>>,
  set: Readonly<Record<string, ColumnRole>> = {},
  kind: TableKind = "transactions",
) {
  const names = Object.keys(columns);
  const candidates = Object.values(columns).map(candidatesOf);
  const { columns: found, notes } = assignRoles("a.csv", names, candidates, new Map(Object.entries(set)), kind);
  return { roles: found.map(({ role }) => role), reasons: found.map(({ reason }) => reason.en), notes };
}

describe("each column's role", () => {
  test("is the best that is free, the surest column first", () => {
    const { roles } = assign({
      a: [["amount", 0.6]],
      b: [["amount", 0.9]],
      c: [
        ["amount", 0.5],
        ["price", 0.4],
      ],
    });
    expect(roles).toEqual(["ignore", "amount", "price"]);
  });

  test("leaves the key to whoever fits it best, though another role would fit better", () => {
    expect(
      assign({
        email: [
          ["personal", 0.9],
          ["user", 0.3],
        ],
        x: [["number", 0.8]],
      }).roles,
    ).toEqual(["user", "number"]);
  });

  test("is the first column's where two are alike", () => {
    expect(assign({ a: [["time", 0.5]], b: [["time", 0.5]] }).roles).toEqual(["time", "ignore"]);
  });

  test("may come again where many make sense: numbers, categories, the dates of a user", () => {
    expect(assign({ a: [["number", 0.1]], b: [["number", 0.1]] }).roles).toEqual(["number", "number"]);
    const dates = { born: [["time", 0.5]], joined: [["time", 0.5]] } as const;
    expect(assign(dates, {}, "users").roles).toEqual(["time", "time"]);
    expect(assign(dates, {}, "events").roles).toEqual(["time", "ignore"]);
  });
});

describe("what the config says", () => {
  test("stands before every guess, and takes the role from the others", () => {
    const { roles, reasons } = assign({ a: [["user", 0.9]], b: [] }, { b: "user" });
    expect(roles).toEqual(["ignore", "user"]);
    expect(reasons[1]).toBe("Set in the config.");
  });

  test("has the same reason as the guess that it repeats: a saved config gives the same outcome", () => {
    const columns = { a: [["user", 0.9]], b: [["amount", 0.6]] } as const;
    expect(assign(columns, { a: "user", b: "amount" })).toEqual(assign(columns));
  });

  test("may not give a single role twice, and names both columns", () => {
    expect(() => assign({ a: [], b: [] }, { a: "user", b: "user" })).toThrow(
      expect.objectContaining({ code: "DUPLICATE_ROLE", details: { file: "a.csv", role: "user", columns: "a, b" } }),
    );
    expect(assign({ a: [], b: [] }, { a: "category", b: "category" }).roles).toEqual(["category", "category"]);
  });

  test("of a column that is not there changes nothing", () => {
    expect(assign({ a: [["user", 0.9]] }, { elsewhere: "user" }).roles).toEqual(["user"]);
  });
});

describe("a rival", () => {
  test("is named where it would fit as well, in both languages", () => {
    const { notes } = assign({ date: [["time", 0.6]], paid: [["time", 0.57]], seen: [["time", 0.3]] });
    expect(notes).toHaveLength(1);
    expect(notes[0]?.en).toContain("“date” is taken as");
    expect(notes[0]?.en).toContain("“paid” would fit as well (role time)");
    expect(notes[0]?.zh).toContain("“paid”列也符合");
    expect(notes[0]?.en).not.toContain("seen");
  });

  test("is none that has found a place of its own, and none of a mere leftover", () => {
    expect(
      assign({
        a: [["amount", 0.6]],
        b: [
          ["amount", 0.6],
          ["price", 0.6],
        ],
      }).notes,
    ).toEqual([]);
    expect(assign({ a: [["currency", 0.2]], b: [["currency", 0.2]] }).notes).toEqual([]);
  });
});

test("nobody gets two roles, no single role goes twice, whatever the scores", () => {
  const role = fc.constantFrom<ColumnRole>("user", "time", "order", "amount", "number", "category", "text", "personal");
  const scored = fc.array(fc.tuple(role, fc.double({ min: 0.01, max: 1, noNaN: true })), { maxLength: 4 });
  fc.assert(
    fc.property(fc.array(scored, { minLength: 1, maxLength: 8 }), (lists) => {
      const { roles, reasons } = assign(Object.fromEntries(lists.map((list, i) => [`c${i}`, list])));
      expect(roles).toHaveLength(lists.length);
      for (const single of ["user", "time", "order", "amount"] as const)
        expect(roles.filter((one) => one === single).length).toBeLessThanOrEqual(1);
      expect(roles.includes("user")).toBe(lists.some((list) => list.some(([one]) => one === "user")));
      for (const [i, one] of roles.entries()) expect(reasons[i]).toBe(one === "ignore" ? "left" : `like ${one}`);
    }),
  );
});
