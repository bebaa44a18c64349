import { describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { ExperimentConfig } from "../config-schema.ts";
import { type PlantedShape, plantedUsers } from "../uplift/fixtures/planted-users.ts";
import { compareSegmentations } from "./compare-segmentations.ts";

function compare(shape: PlantedShape, names: readonly string[], margin?: number) {
  const config = ExperimentConfig.parse({
    metrics: [{ name: "spend", type: "mean", column: "spend" }],
    targeting: { metric: "spend", segmentations: names, ...(margin === undefined ? {} : { margin }) },
  });
  const [spend] = config.metrics;
  if (!spend) throw new Error("no metric");
  const users = plantedUsers(shape);
  const segmentations = new Map([...users.segmentations].filter(([name]) => names.includes(name)));
  return compareSegmentations({ ...users, segmentations }, spend, config, createRandom(1));
}

/** It pays for the old and harms the young: 45 is where the segments of age are cut. */
const byAge = (age: number) => (age > 45 ? 0.8 : -0.8);

describe("two segmentations on one test", () => {
  test("the one that knows whom to treat gains what it knows", () => {
    const { pairs, policies } = compare({ n: 4000, seed: 1, effect: byAge }, ["age", "town"]);
    expect(policies.map(({ name, segments }) => [name, segments])).toEqual([
      ["town", 2],
      ["age", 2],
    ]);
    expect(pairs[0]?.verdict).toBe("second");
    expect(pairs[0]?.sentence.en).toMatch(
      /^Targeting by “age” gains 0\.\d+ \(0\.\d+ to 0\.\d+\) a user more than by “town”\.$/,
    );
    const age = policies[1];
    expect(age?.share).toBeGreaterThan(0.45);
    expect(age?.share).toBeLessThan(0.55);
    expect(age?.gain.low).toBeLessThan(0.4);
    expect(age?.gain.high).toBeGreaterThan(0.4);
  });

  test("where both would treat everybody there is no difference, whatever the segments", () => {
    const { pairs, sentence } = compare({ n: 2000, seed: 2, effect: () => 1 }, ["age", "luck"]);
    expect(pairs[0]).toMatchObject({ alike: 1, verdict: "no-difference", difference: { value: 0, low: 0, high: 0 } });
    expect(sentence.zh).toMatch(/会触达相同的用户：没有差异。$/);
  });

  test("little evidence is no equality: that needs a margin that holds the whole interval", () => {
    const shape = {
      n: 1200,
      seed: 5,
      effect: (age: number, town: string) => (town === "north" ? 0.15 : age > 45 ? 0.1 : -0.1),
    };
    const loose = compare(shape, ["age", "town"]).pairs[0];
    expect(loose?.alike).toBeLessThan(1);
    expect(loose?.verdict).toBe("not-told-apart");
    expect(compare(shape, ["age", "town"], 1).pairs[0]?.verdict).toBe("no-difference");
    expect(compare(shape, ["age", "town"], 0.01).pairs[0]?.verdict).toBe("not-told-apart");
  });

  test("three segmentations are three pairs, and the answer counts them", () => {
    const { pairs, sentence } = compare({ n: 4000, seed: 1, effect: byAge }, ["age", "town", "luck"]);
    expect(pairs).toHaveLength(3);
    expect(sentence.en).toMatch(/^Of 3 pairs of segmentations 2 differ/);
  });
});

test("segmentations by chance are said to differ in no more than 5 of 100 tests", () => {
  let told = 0;
  for (let run = 0; run < 200; run++) {
    const { pairs } = compare({ n: 600, seed: 500 + run, effect: () => 0 }, ["town", "luck"]);
    if (pairs.some(({ verdict }) => verdict === "first" || verdict === "second")) told++;
  }
  expect(told).toBeLessThanOrEqual(0.08 * 200);
}, 60_000);
