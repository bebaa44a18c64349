import { expect, test } from "vitest";
import { plantedUsers } from "./fixtures/planted-users.ts";
import { effectsOfGroups } from "./group-effects.ts";

const outcomeOf = (users: ReturnType<typeof plantedUsers>) => users.outcomes.get("spend") ?? new Float64Array(0);

test("groups that differ keep their effects, groups that do not have the common one", () => {
  const apart = plantedUsers({ n: 4000, seed: 1, effect: (_, town) => (town === "north" ? 1 : 0) });
  const found = effectsOfGroups(apart.segment, 2, apart.treated, outcomeOf(apart));
  expect(found.effects[0]).toBeGreaterThan(0.85);
  expect(Math.abs(found.effects[1] ?? 1)).toBeLessThan(0.15);
  const luck = apart.segmentations.get("luck")?.codes ?? new Int32Array(0);
  const alike = effectsOfGroups(luck, 2, apart.treated, outcomeOf(apart));
  expect(alike.effects[0]).toBe(alike.effects[1]);
  expect(alike.effects[0]).toBeCloseTo(alike.common, 12);
});

test("a group without users of an arm, and users in none, have the common effect", () => {
  const users = plantedUsers({ n: 1000, seed: 2, effect: () => 0.5 });
  const groups = users.segment.map((town, user) =>
    user < 5 ? -1 : users.treated[user] === 1 && town === 1 ? 0 : town,
  );
  const { effects, common } = effectsOfGroups(groups, 3, users.treated, outcomeOf(users));
  expect(effects[1]).toBe(common);
  expect(effects[2]).toBe(common);
  expect(Number.isFinite(common)).toBe(true);
});
