import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from "./checkpoint.ts";
import type { Sequences } from "./sequences.ts";
import { shuffled } from "./shuffled.ts";
import { splitLabelled, splitUsers } from "./split.ts";

/** Windows of users, the newest first; the numbers say how many events each window has. */
function windows(byUser: readonly (readonly number[])[]): Sequences {
  const rows = byUser.flatMap((counts, user) => counts.map((count) => ({ user, count })));
  const firsts = new Map(rows.toReversed().map(({ user }, at) => [user, rows.length - 1 - at]));
  const newest = byUser.map((_, user) => firsts.get(user) ?? -1);
  return {
    rows: rows.length,
    counts: Int32Array.from(rows, ({ count }) => count),
    users: Int32Array.from(rows, ({ user }) => user),
    newest: Int32Array.from(newest),
  } as unknown as Sequences;
}

describe("users for training and for validation", () => {
  const shop = windows(Array.from({ length: 50 }, (_, user) => (user % 5 === 0 ? [8, 8, 3] : [4])));

  test("are never the same: all windows of a user are on one side, and only the newest validates", () => {
    const { training, validation, users } = splitUsers(shop, 0.2, createRandom(1));
    const own = new Set([...training].map((row) => shop.users[row]));
    expect(users).toBe(50);
    expect(validation).toHaveLength(10);
    for (const row of validation) {
      expect(own.has(shop.users[row])).toBe(false);
      expect(shop.newest[shop.users[row] ?? -1]).toBe(row);
    }
  });

  test("have two events in a window at least: one alone has nothing to be told from", () => {
    const { training, validation } = splitUsers(windows([[1], [5, 1], [2], [], [3]]), 0.3, createRandom(2));
    for (const row of [...training, ...validation]) expect([1, 3, 4]).toContain(row);
  });

  test("keep one user at least, and 4,096 at most", () => {
    expect(splitUsers(windows([[2], [2], [2]]), 0.01, createRandom(1)).validation).toHaveLength(1);
    const many = windows(Array.from({ length: 9000 }, () => [2]));
    expect(splitUsers(many, 0.9, createRandom(1)).validation).toHaveLength(4096);
    expect(splitUsers(windows([]), 0.1, createRandom(1))).toMatchObject({ users: 0 });
  });

  test("are drawn by the seed, whatever the user's place", () => {
    const kept = new Float64Array(50);
    for (let seed = 0; seed < 400; seed++)
      for (const row of splitUsers(shop, 0.2, createRandom(seed)).validation) {
        const user = shop.users[row] ?? 0;
        kept[user] = (kept[user] ?? 0) + 1;
      }
    // Binomial of 400 at .2: mean 80, standard deviation 8.
    for (const count of kept) expect(Math.abs(count - 80)).toBeLessThan(5 * 8);
  });
});

describe("labelled users", () => {
  const codes = Int32Array.from({ length: 40 }, (_, user) => (user < 30 ? 0 : user < 38 ? 1 : -1));
  const all = windows(codes.length === 0 ? [] : Array.from(codes, () => [3]));

  test("are split with the same mix of classes; who has no label or no events is on neither side", () => {
    const some = windows(Array.from(codes, (_, user) => (user === 0 || user === 31 ? [] : [3])));
    const { training, validation } = splitLabelled(some, codes, 2, 0.25, createRandom(1));
    const classesOf = (users: readonly number[]) =>
      [0, 1].map((code) => users.filter((user) => codes[user] === code).length);
    expect(classesOf(validation)).toEqual([7, 2]);
    expect(classesOf(training)).toEqual([22, 5]);
    expect([...training, ...validation].some((user) => [0, 31, 38, 39].includes(user))).toBe(false);
  });

  test("leave one of each class on either side, and are refused where that cannot be", () => {
    const two = Int32Array.of(0, 0, 1, 1);
    const { validation } = splitLabelled(windows([[2], [2], [2], [2]]), two, 2, 0.01, createRandom(1));
    expect(validation).toHaveLength(2);
    expect(() => splitLabelled(windows([[2], [2], [2], []]), two, 2, 0.5, createRandom(1))).toThrow(
      expect.objectContaining({ code: "TOO_FEW_USERS" }),
    );
  });

  test("of one class do not move where another class is joined by somebody", () => {
    const more = Int32Array.from([...codes.subarray(0, 38), 1, -1]);
    const [before, after] = [codes, more].map((own) => splitLabelled(all, own, 2, 0.25, createRandom(3)).validation);
    const first = (users: readonly number[] = []) => users.filter((user) => user < 30);
    expect(first(after)).toEqual(first(before));
  });
});

test("a shuffle keeps everybody, and every order of three is as likely", () => {
  const orders = new Map<string, number>();
  for (let seed = 0; seed < 6000; seed++) {
    const order = shuffled([1, 2, 3], createRandom(seed)).join("");
    orders.set(order, (orders.get(order) ?? 0) + 1);
  }
  expect([...orders.keys()].toSorted()).toEqual(["123", "132", "213", "231", "312", "321"]);
  // χ² with 5 degrees: 25.7 in one case of ten thousand.
  expect([...orders.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(25.7);
  expect(shuffled([], createRandom(1))).toEqual([]);
});

describe("a checkpoint", () => {
  const numbers = (size: number) => fc.float32Array({ minLength: size, maxLength: size });
  const checkpoint = fc.nat(6).chain((size) =>
    fc.record({
      state: fc.record({
        ...{ parameters: numbers(size), firstMoment: numbers(size), secondMoment: numbers(size) },
        steps: fc.nat(1e6),
      }),
      best: numbers(size),
      bestLoss: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.double({ min: 0, max: 99, noNaN: true })),
      stale: fc.nat(9),
      curve: fc.constant([{ step: 5, loss: 1.5, validationLoss: 2 }]),
    }),
  );

  test("gives back every bit, the endless first loss too", () => {
    fc.assert(
      fc.property(checkpoint, fc.string(), (given: Checkpoint, fingerprint) => {
        expect(decodeCheckpoint(encodeCheckpoint(given, fingerprint), fingerprint)).toEqual(given);
      }),
      { numRuns: 50 },
    );
  });

  test("of another training is none, and neither is what is no checkpoint", () => {
    const [given] = fc.sample(checkpoint, { numRuns: 1, seed: 1 });
    if (!given) throw new Error("no sample");
    const bytes = encodeCheckpoint(given, "a");
    expect(decodeCheckpoint(bytes, "b")).toBeUndefined();
    expect(decodeCheckpoint(Buffer.from("not one"), "a")).toBeUndefined();
    expect(decodeCheckpoint(new Uint8Array(0), "a")).toBeUndefined();
    expect(decodeCheckpoint(Buffer.from("null\n"), "a")).toBeUndefined();
  });

  test("that was cut short is said, not taken up half", () => {
    const [given] = fc.sample(checkpoint, { numRuns: 1, seed: 2 });
    if (!given) throw new Error("no sample");
    const bytes = encodeCheckpoint({ ...given, best: Float32Array.of(1, 2) }, "a");
    expect(() => decodeCheckpoint(bytes.subarray(0, -1), "a")).toThrow(
      expect.objectContaining({ code: "MODEL_UNREADABLE" }),
    );
  });
});
