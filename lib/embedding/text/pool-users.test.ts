import { describe, expect, test } from "vitest";
import { type PoolOptions, UserPool } from "./pool-users.ts";

const day = 86_400_000;
const plain: PoolOptions = { users: 3, pooling: "mean", halfLifeDays: 10, newest: 20 * day };
const rows = (values: readonly (readonly number[])[]) => ({
  data: Float32Array.from(values.flat()),
  rows: values.length,
  cols: values[0]?.length ?? 0,
});

function pool(
  options: Partial<PoolOptions>,
  texts: readonly (readonly [number, number | null])[],
  vectors: number[][],
) {
  const users = new UserPool(2, { ...plain, ...options });
  users.add(
    texts.map(([user, time]) => ({ user, time })),
    rows(vectors),
  );
  const { data } = users.vectors();
  return [0, 1, 2].map((user) => [...data.subarray(2 * user, 2 * user + 2)].map((value) => Number(value.toFixed(4))));
}

describe("texts of a user", () => {
  test("are the direction of their mean, of length 1; who wrote nothing has none", () => {
    const found = pool(
      {},
      [
        [0, 0],
        [0, 5 * day],
        [2, null],
      ],
      [
        [3, 0],
        [0, 4],
        [0, 3],
      ],
    );
    expect(found).toEqual([
      [0.6, 0.8],
      [Number.NaN, Number.NaN],
      [0, 1],
    ]);
  });

  test("count half after a half-life when the recent ones are asked for", () => {
    const found = pool(
      { pooling: "recent" },
      [
        [0, 20 * day],
        [0, 10 * day],
      ],
      [
        [1, 0],
        [0, 1],
      ],
    );
    const length = Math.hypot(1, 0.5);
    expect(found[0]).toEqual([1 / length, 0.5 / length].map((value) => Number(value.toFixed(4))));
    expect(
      pool(
        { pooling: "recent" },
        [
          [0, 20 * day],
          [0, null],
        ],
        [
          [1, 0],
          [0, 1],
        ],
      )[0],
    ).toEqual(found[0]);
  });

  test("that say the opposite of each other are no direction", () => {
    expect(
      pool(
        {},
        [
          [1, 0],
          [1, 0],
        ],
        [
          [1, 0],
          [-1, 0],
        ],
      )[1],
    ).toEqual([0, 0]);
  });

  test("may come in parts", () => {
    const whole = new UserPool(1, plain);
    whole.add(
      [
        { user: 0, time: 0 },
        { user: 0, time: 1 },
      ],
      rows([[0.25], [0.5]]),
    );
    const parts = new UserPool(1, plain);
    parts.add([{ user: 0, time: 0 }], rows([[0.25]]));
    parts.add([{ user: 0, time: 1 }], rows([[0.5]]));
    expect(parts.vectors()).toEqual(whole.vectors());
  });
});
