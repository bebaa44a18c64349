import { describe, expect, test } from "vitest";
import { encodeFeatures, takeUsers } from "../features.ts";
import { plantedUsers } from "../fixtures/planted-users.ts";
import { upliftLearners } from "./index.ts";
import type { UpliftLearner, UpliftTraining } from "./learner.ts";

/** The north gains 1 where old and the south nothing: in the mean, old people of the north are who to treat. */
const effect = (age: number, town: string) => (town === "north" ? (age > 45 ? 1.5 : 0.5) : 0);

/** Four thousand users to learn from, and two thousand others; columns are of all together. */
function crowds(seed: number, isYesNo = false) {
  const n = 6000;
  const users = plantedUsers({ n, seed, effect, share: 0.4 });
  const spend = users.outcomes.get("spend") ?? new Float64Array(n);
  const { matrix } = encodeFeatures([...users.features.values()], n);
  const part = (from: number, to: number): UpliftTraining => ({
    x: takeUsers(
      matrix,
      Int32Array.from({ length: to - from }, (_, at) => from + at),
    ),
    ...{ segment: users.segment.slice(from, to), treated: users.treated.slice(from, to), isYesNo },
    outcome: spend.slice(from, to).map((value) => (isYesNo ? Number(value > 1) : value)),
  });
  const isNorth = (user: number) => users.segment[4000 + user] === 0;
  return { seen: part(0, 4000), held: part(4000, n), isNorth };
}

function meanOver(values: Float64Array, isIn: (user: number) => boolean): number {
  const own = values.filter((_, user) => isIn(user));
  return own.reduce((sum, value) => sum + value, 0) / own.length;
}

describe.each(upliftLearners.map((one) => [one.id, one] as const))("%s", (_, learner: UpliftLearner) => {
  test("finds a planted effect, of its size, on users whom it did not see", () => {
    const { seen, held, isNorth } = crowds(1);
    const told = learner.fit(seen)(held);
    expect(meanOver(told, isNorth)).toBeGreaterThan(0.8);
    expect(meanOver(told, isNorth)).toBeLessThan(1.2);
    expect(Math.abs(meanOver(told, (user) => !isNorth(user)))).toBeLessThan(0.2);
  });

  test("of a yes or no too", () => {
    const { seen, held, isNorth } = crowds(4, true);
    const told = learner.fit(seen)(held);
    expect(meanOver(told, isNorth) - meanOver(told, (user) => !isNorth(user))).toBeGreaterThan(0.15);
    expect(told.every((uplift) => Math.abs(uplift) <= 1.2)).toBe(true);
  });

  test("bears a constant outcome and users of no known place", () => {
    const { seen, held } = crowds(5);
    const told = learner.fit({ ...seen, outcome: new Float64Array(4000).fill(7) })({
      x: held.x,
      segment: new Int32Array(2000).fill(-1),
    });
    for (const uplift of told) expect(uplift).toBeCloseTo(0, 9);
  });
});
