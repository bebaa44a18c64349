import { expect, test } from "vitest";
import { NewExperiment } from "../../lib/experiments/schema.ts";
import { newDesign, splitEqually, targetedPeople, toNewExperiment, totalPercent } from "./design-draft.ts";

const people = { kind: "segment", id: "00000000-0000-4000-8000-000000000000" } as const;

test("the defaults are a design that the API takes, but for its name", () => {
  const asked = toNewExperiment(newDesign(["No mail", "Mail"]), people, "en");
  expect(NewExperiment.parse(asked)).toEqual(asked);
  expect(asked.config.metrics.map(({ name, role }) => [name, role])).toEqual([
    ["Order rate", "primary"],
    ["Revenue per user", "secondary"],
  ]);
  expect(asked.design.arms).toEqual([
    { arm: "No mail", share: 0.5 },
    { arm: "Mail", share: 0.5 },
  ]);
});

test("three variants split in equal parts add up to a hundred", () => {
  const arms = splitEqually(["a", "b", "c"].map((arm) => ({ arm, percent: 0 })));
  expect(arms.map(({ percent }) => percent)).toEqual([33.3, 33.3, 33.4]);
  expect(totalPercent({ arms })).toBe(100);
});

test("people who come as it runs are assigned by hash: no exact shares", () => {
  const draft = { ...newDesign(["a", "b"]), entry: "arrival" as const };
  expect(toNewExperiment(draft, people, "zh").design).toMatchObject({ entry: "arrival", stratified: false });
});

test("two segmentations are compared on the people of the first run among them", () => {
  const run = { kind: "run", id: people.id } as const;
  expect(targetedPeople([{ kind: "rfm" }, run])).toEqual({ kind: "run", id: people.id });
  const draft = { ...newDesign(["By RFM", "By run 3"]), targeting: [{ kind: "rfm" }, run] as const, marginPercent: 5 };
  const asked = toNewExperiment(draft, run, "en");
  expect(NewExperiment.parse(asked)).toEqual(asked);
  expect(asked.design).toMatchObject({ targeting: [{ kind: "rfm" }, run], margin: 0.05 });
});
