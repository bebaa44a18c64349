import { expect, test } from "vitest";
import { ExperimentDesign } from "../schema.ts";
import { armsByDayChart } from "./arms-by-day.ts";
import { entryOf } from "./entry.ts";

const design = ExperimentDesign.parse({
  arms: [
    { arm: "old", share: 0.5 },
    { arm: "__proto__", share: 0.5 },
  ],
});
const day = (at: number, old: number, next: number) => ({
  day: `2026-03-0${at}`,
  users: Object.fromEntries([
    ["old", old],
    ["__proto__", next],
  ]),
});

test("says how the variants fill, whatever they are called", () => {
  const entry = entryOf({ design, days: [day(1, 480, 510), day(2, 505, 495)] });
  expect(entry?.report.arms.map(({ arm, n }) => [arm, n])).toEqual([
    ["old", 985],
    ["__proto__", 1005],
  ]);
  if (entry === null) throw new Error("nothing to draw");
  expect(armsByDayChart.title(entry, "en")).toContain("about 995 users a day");
  expect(armsByDayChart.title(entry, "zh")).toContain("995");
});

test("tells a split that strays before any result is seen", () => {
  const entry = entryOf({ design, days: [day(1, 480, 600), day(2, 500, 610)] });
  expect(entry && armsByDayChart.title(entry, "en")).toBe(
    "“old” got 44.7\u00a0% of users where 50\u00a0% were planned",
  );
});

test("draws nothing of one day, of nobody, and of tests that were run elsewhere", () => {
  expect(entryOf({ design, days: [day(1, 500, 500)] })).toBeNull();
  expect(entryOf({ design, days: [] })).toBeNull();
  expect(entryOf({ design: null, days: [day(1, 5, 5), day(2, 5, 5)] })).toBeNull();
});
