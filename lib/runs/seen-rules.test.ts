import { expect, it } from "vitest";
import { parseConfig } from "./read-config.ts";
import { seenConfig } from "./seen-rules.ts";

const config = parseConfig({
  clustering: {
    fixed: [{ name: "Staff", users: ["ann@example.org", "17850"] }],
    pairs: [{ together: ["ann@example.org", "17850"] }, { apart: ["17850", "13047"] }],
  },
});

it("hides addresses in rules from those who only read", () => {
  const { fixed, pairs } = seenConfig({ role: "manager" }, config).clustering;
  expect(fixed).toEqual([{ name: "Staff", users: ["a•••@example.org", "17850"] }]);
  expect(pairs).toEqual([{ together: ["a•••@example.org", "17850"] }, { apart: ["17850", "13047"] }]);
});

it("shows those who start runs what they would start again", () => {
  for (const role of ["admin", "analyst", "marketer"] as const) expect(seenConfig({ role }, config)).toBe(config);
  const plain = parseConfig({});
  expect(seenConfig({ role: "manager" }, plain)).toBe(plain);
});
