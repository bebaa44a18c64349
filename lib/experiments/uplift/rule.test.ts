import { expect, test } from "vitest";
import type { RuleCondition } from "../report-schema.ts";
import { encodeFeatures } from "./features.ts";
import { plantedUsers } from "./fixtures/planted-users.ts";
import { describePolicy } from "./rule.ts";

const users = plantedUsers({ n: 2000, seed: 1, effect: () => 0 });
const encoded = encodeFeatures([...users.features.values()], 2000);
const age = users.features.get("age");
const town = users.segmentations.get("town")?.codes ?? new Int32Array(0);
const ages = age?.kind === "number" ? age.values : new Float64Array(0);

test("a policy of two questions is said in two, and is true of everybody", () => {
  const isTreated = Uint8Array.from(ages, (own, user) => Number(own > 45 && town[user] === 1));
  const { words, fidelity } = describePolicy(encoded, isTreated);
  expect(words.en).toMatch(/^Treat where /);
  expect(words.en).toMatch(/age is above 45\b/);
  expect(words.en).toMatch(/town is (not “north”|“south”)/);
  expect(words.zh).toMatch(/^触达以下用户：.*且.*。$/);
  expect(fidelity).toBe(1);
});

test("a column of two numbers is asked for its values, not for what lies between them", () => {
  const newbie = Float64Array.from(ages, (own) => Number(own < 30));
  const own = encodeFeatures([{ kind: "number", name: "newbie", values: newbie }], 2000);
  const isTreated = Uint8Array.from(newbie, (one) => 1 - one);
  expect(describePolicy(own, isTreated)).toEqual({
    words: { en: "Treat where newbie is 0.", zh: "触达以下用户：newbie 为 0。" },
    fidelity: 1,
    where: [[{ feature: "newbie", says: "number", level: null, threshold: 0.5, isAbove: false, fallback: 0 }]],
    isMeant: isTreated,
  });
});

test("what two questions cannot say is said as far as it goes, with how far", () => {
  const isTreated = Uint8Array.from(ages, (own) => Number(Math.floor(own / 10) % 2 === 0));
  const { fidelity } = describePolicy(encoded, isTreated);
  expect(fidelity).toBeGreaterThan(0.5);
  expect(fidelity).toBeLessThan(0.9);
});

test("everybody and nobody need no question", () => {
  expect(describePolicy(encoded, new Uint8Array(2000)).words.en).toBe("Treat nobody.");
  expect(describePolicy(encoded, new Uint8Array(2000).fill(1)).words.zh).toBe("触达全部用户。");
  const nearly = new Uint8Array(2000).fill(1);
  nearly[7] = 0;
  expect(describePolicy(encoded, nearly)).toEqual({
    words: { en: "Treat nearly everybody.", zh: "触达几乎全部用户。" },
    fidelity: 0.9995,
    where: [[]],
    isMeant: new Uint8Array(2000).fill(1),
  });
});

test("the words for machines are true of those of whom the words are", () => {
  const isTreated = Uint8Array.from(ages, (own, user) => Number(own > 45 && town[user] === 1));
  const { where, isMeant } = describePolicy(encoded, isTreated);
  const towns = users.segmentations.get("town")?.levels ?? [];
  const holds = ({ feature, says, level, threshold, isAbove }: RuleCondition, user: number) => {
    const value = says === "level" ? Number(towns[town[user] ?? -1] === level) : Math.fround(ages[user] ?? 0);
    return (feature === "age" ? value > threshold : value > 0.5) === isAbove;
  };
  const met = ages.map((_, user) => Number(where.some((all) => all.every((one) => holds(one, user)))));
  expect(Array.from(met)).toEqual(Array.from(isMeant));
});
