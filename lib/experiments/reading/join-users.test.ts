import { expect, test } from "vitest";
import { UserJoiner } from "./join-users.ts";
import type { ValueUse } from "./value-columns.ts";

type Row = readonly [user: number, arm: number, ...values: number[]];

/** Rows sorted by user, pushed in stretches of `size`; days count up with the rows. */
function join(uses: readonly ValueUse[], rows: readonly Row[], size = rows.length) {
  const joiner = new UserJoiner(uses);
  const users: { arm: number; day: number; values: number[] }[] = [];
  for (let at = 0; at < rows.length; at += size) {
    const part = rows.slice(at, at + size);
    const width = (rows[0]?.length ?? 2) - 2;
    const stretch = {
      ...{ count: part.length, arm: part.map(([, arm]) => arm), segment: part.map(() => 0) },
      day: part.map((_, i) => 100 - at - i),
      values: Array.from({ length: width }, (_, v) => part.map((row) => row[v + 2] ?? Number.NaN)),
    };
    const ids = part.map(([user]) => BigInt(user));
    take(joiner.push(stretch, ids, ids));
  }
  take(joiner.finish());
  return { users, joiner };

  function take({ count, arm, day, values }: ReturnType<UserJoiner["finish"]>): void {
    for (let i = 0; i < count; i++)
      users.push({
        arm: arm[i] ?? -1,
        day: day[i] ?? Number.NaN,
        values: values.map((column) => column[i] ?? Number.NaN),
      });
  }
}

const sum: ValueUse = { source: 0, rule: "sum" };
const any: ValueUse = { source: 0, rule: "any" };
const same: ValueUse = { source: 0, rule: "same" };

test("rows of a user are added up; a yes among them is a yes; what was before the test counts once", () => {
  const rows: Row[] = [
    [1, 0, 1],
    [1, 0, 1],
    [2, 1, 0],
  ];
  const { users, joiner } = join([sum, any, same], rows);
  expect(users).toEqual([
    { arm: 0, day: 99, values: [2, 1, 1] },
    { arm: 1, day: 98, values: [0, 0, 0] },
  ]);
  expect(joiner.repeated).toBe(1);
});

test("a covariate that differs from row to row is added up, whenever it begins to differ", () => {
  const rows: Row[] = [
    [1, 0, 5],
    [1, 0, Number.NaN],
    [1, 0, 5],
    [1, 0, 2],
    [1, 0, 2],
  ];
  expect(join([same], rows).users[0]?.values).toEqual([14]);
});

test("a user without any value has none; one with some has those", () => {
  const rows: Row[] = [
    [1, 0, Number.NaN],
    [2, 0, Number.NaN],
    [2, 0, 3],
  ];
  expect(join([sum], rows).users.map(({ values }) => values[0])).toEqual([Number.NaN, 3]);
});

test("a user in two arms is in neither, and is counted with all rows", () => {
  const rows: Row[] = [
    [1, 0, 1],
    [1, 1, 1],
    [1, 0, 1],
    [2, 1, 4],
  ];
  const { users, joiner } = join([sum], rows);
  expect(users.map(({ values }) => values[0])).toEqual([4]);
  expect(joiner.several).toEqual({ users: 1, rows: 3 });
});

test("where stretches end makes no difference", () => {
  const rows = Array.from({ length: 30 }, (_, i): Row => [Math.floor(i / 4), Math.floor(i / 4) % 2, i]);
  const whole = join([sum, same], rows);
  for (const size of [1, 2, 3, 7]) {
    const parted = join([sum, same], rows, size);
    expect(parted.users.map(({ values }) => values)).toEqual(whole.users.map(({ values }) => values));
    expect(parted.joiner.several).toEqual(whole.joiner.several);
  }
});
