import { expect, test } from "vitest";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom } from "../../core/random.ts";
import { smallParams } from "../../embedding/behaviour/test-events.ts";
import { fitCells } from "./cells.ts";
import { type TokenOptions, tokenSource } from "./token-source.ts";

const names = ["a", "b", "c"];
const training = Int32Array.from({ length: 60 }, (_, row) => row);
const params = { ...smallParams, mostSteps: 40 };

/** Eighty users; the last twenty are never trained on. */
function users(ofTested: (value: number) => number = (value) => value): Matrix {
  const random = createRandom(2);
  const data = Float32Array.from({ length: 240 }, (_, at) => {
    const value = random.normal();
    return at < 180 ? value : ofTested(value);
  });
  return { data, rows: 80, cols: 3 };
}

async function learn(x: Matrix, change: Partial<TokenOptions> = {}) {
  const options = { random: createRandom(1), params, ...change };
  const source = tokenSource("features", (rows) => fitCells(x, names, rows), options);
  const fractions: number[] = [];
  const ready = await source.prepare(training, 0, (fraction) => fractions.push(fraction));
  return { ready, fractions };
}

test("nothing of a tested user reaches words, bins or encoder", async () => {
  const [one, two] = [await learn(users()), await learn(users((value) => 100 - 3 * value))];
  const [seen, same] = [one.ready(training), two.ready(training)];
  expect(same.encoder).toEqual(seen.encoder);
  expect(same.sequences).toEqual(seen.sequences);
  expect(one.ready(Int32Array.from([70, 71]))).toMatchObject({ rows: 2, encoder: seen.encoder });
});

test("a training that was stopped goes on from what was kept, to the same end", async () => {
  const kept = new Map<string, Uint8Array>();
  const keep = {
    read: (name: string) => kept.get(name),
    write: (name: string, bytes: Uint8Array) => void kept.set(name, Uint8Array.from(bytes)),
  };
  const whole = await learn(users());
  // The first attempt is killed at its second validation.
  let writes = 0;
  const dying = {
    ...keep,
    write(name: string, bytes: Uint8Array) {
      if (++writes === 2) throw new Error("killed");
      keep.write(name, bytes);
    },
  };
  await expect(learn(users(), { keep: dying })).rejects.toThrow("killed");
  expect([...kept.keys()]).toEqual(["features-0"]);
  const resumed = await learn(users(), { keep });
  expect(resumed.ready(training).encoder).toEqual(whole.ready(training).encoder);
  expect(resumed.fractions[0]).toBeGreaterThan(whole.fractions[0] ?? 1);
});

test("twenty users, or one column, are too few to learn from", async () => {
  const x = users();
  const narrow = { data: x.data.slice(0, 80), rows: 80, cols: 1 };
  const few = tokenSource("features", (rows) => fitCells(x, names, rows), { random: createRandom(1), params });
  const one = tokenSource("features", (rows) => fitCells(narrow, ["a"], rows), { random: createRandom(1), params });
  const none = () => undefined;
  await expect(few.prepare(training.subarray(0, 16), 0, none)).rejects.toMatchObject({ code: "TOO_FEW_USERS" });
  await expect(one.prepare(training, 0, none)).rejects.toMatchObject({ code: "TOO_FEW_USERS" });
});
