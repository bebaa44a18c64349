import { expect, test } from "vitest";
import { firstPair, withChoice } from "./targeting.ts";

const run = (id: string, datasetId: string) => ({ id, datasetId, number: 1, datasetName: datasetId });
const runs = [run("new", "shop"), run("old", "shop"), run("other", "elsewhere")];
const rfm = { kind: "rfm" } as const;
const newest = { kind: "run", id: "new" } as const;
const old = { kind: "run", id: "old" } as const;
const other = { kind: "run", id: "other" } as const;

test("starts with the grid that shops know as the control, against the newest run", () => {
  expect(firstPair(runs)).toEqual([rfm, newest]);
});

test("keeps the other one where both go together", () => {
  expect(withChoice([rfm, newest], 0, "old", runs)).toEqual([old, newest]);
  expect(withChoice([rfm, newest], 1, "other", runs)).toEqual([rfm, other]);
});

test("lets the other one give way where both would be the same, or of other data", () => {
  expect(withChoice([rfm, newest], 0, "new", runs)).toEqual([newest, rfm]);
  expect(withChoice([rfm, newest], 1, "rfm", runs)).toEqual([newest, rfm]);
  expect(withChoice([old, newest], 1, "other", runs)).toEqual([rfm, other]);
});
