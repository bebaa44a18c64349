import { expect, test } from "vitest";
import { describeUntried } from "./describe-untried.ts";

const size = { users: 150, folds: 5, cells: 4, hasEvents: false };

test("says what a transformer would take and how to ask for it, in the unit that suits", () => {
  const [note] = describeUntried(size);
  expect(note?.en).toMatch(/it would take about [1-8]?[05] seconds\..*evaluation\.labels\.transformer: true/);
  expect(note?.zh).toMatch(/约需 [1-8]?[05] 秒。/);
  expect(describeUntried({ ...size, users: 12_000, cells: 17 })[0]?.en).toMatch(/about \d+ minutes/);
});

test("says nothing where there is nothing that it could learn from", () => {
  expect(describeUntried({ ...size, cells: 1 })).toEqual([]);
  expect(describeUntried({ ...size, cells: 500 })).toEqual([]);
  expect(describeUntried({ ...size, cells: 500, hasEvents: true })).toHaveLength(1);
});
