import { expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import { expectLater } from "./expect-later.ts";

/** A third buys every week or so, the others hardly again; spend is their own. */
function shop(users: number) {
  const random = createRandom(11);
  return Array.from({ length: users }, (_, user) => {
    const rate = (user % 3 === 0 ? 0.15 : 0.02) * Math.exp(0.5 * random.normal());
    const usual = 20 + 60 * random.next();
    const [age, lasts] = [200, 150 * Math.exp(random.normal())];
    let [repeats, recency, spent] = [0, 0, 0];
    let later = 0;
    for (let time = 0; time <= age + 100; ) {
      time -= Math.log(1 - random.next()) / rate;
      if (time > lasts) break;
      if (time > age) later += time <= age + 100 ? 1 : 0;
      else {
        repeats++;
        recency = Math.ceil(time);
        spent += usual * (0.8 + 0.4 * random.next());
      }
    }
    return { history: { repeats, recency, age, meanSpend: repeats > 0 ? spent / repeats : 0 }, later, usual };
  });
}

it("expects in sum what then happens, and more of those who buy more", () => {
  const people = shop(1_500);
  const found = expectLater(
    people.map(({ history }) => history),
    100,
    createRandom(1),
  );
  if (!found.ok) throw new Error(found.reason.en);
  const sum = (values: Iterable<number>) => [...values].reduce((all, value) => all + value, 0);
  expect(sum(found.value.purchases) / sum(people.map(({ later }) => later))).toBeCloseTo(1, 0);
  const [often, seldom] = [0, 1].map((kind) =>
    sum([...found.value.purchases].filter((_, i) => Math.min(1, i % 3) === kind)),
  );
  expect(often ?? 0).toBeGreaterThan(2 * (seldom ?? 0));
  expect(found.value.worth?.every((worth) => worth >= 0)).toBe(true);
});

it("gives who never bought nothing, and does without money", () => {
  const histories = shop(300).map(({ history }) => ({ ...history, meanSpend: 0 }));
  const found = expectLater([{ repeats: 0, recency: 0, age: 0, meanSpend: 0 }, ...histories], 50, createRandom(1));
  if (!found.ok) throw new Error(found.reason.en);
  expect(found.value.purchases[0]).toBe(0);
  expect(found.value.worth).toBeNull();
});

it("says so where nobody came back", () => {
  const once = new Array(400).fill({ repeats: 0, recency: 0, age: 100, meanSpend: 0 });
  expect(expectLater(once, 50, createRandom(1)).ok).toBe(false);
});
