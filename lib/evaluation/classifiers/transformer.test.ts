import { describe, expect, test } from "vitest";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom } from "../../core/random.ts";
import { pretrain } from "../../embedding/behaviour/pretrain.ts";
import { selectUsers } from "../../embedding/behaviour/select-users.ts";
import { buildSequences } from "../../embedding/behaviour/sequences.ts";
import { prepare, smallParams, walkers } from "../../embedding/behaviour/test-events.ts";
import type { TokenUsers } from "./classifier.ts";
import { fitHead } from "./fit-head.ts";
import { fitLogistic, predictLogistic } from "./logistic-regression.ts";
import { transformerAfter, transformerBefore } from "./transformer.ts";

const events = walkers(80, createRandom(1));
const { vocabulary, sequences } = prepare(events, 80, smallParams);
const { encoder } = await pretrain(sequences, vocabulary, { ...smallParams, epochs: 3 }, { seed: 3, threads: 1 });

/** Users by number; −1 did nothing. */
function tokens(users: readonly number[]): TokenUsers {
  const own = buildSequences(selectUsers(events, Int32Array.from(users)), vocabulary, {
    users: users.length,
    length: smallParams.length,
    windows: 1,
  });
  return { rows: users.length, encoder, sequences: own };
}

const rowsOf = ({ data, rows, cols }: Matrix) =>
  Array.from({ length: rows }, (_, row) => [...data.subarray(row * cols, (row + 1) * cols)]);

describe.each([transformerBefore, transformerAfter])("$id", (classifier) => {
  const options = { random: createRandom(1) };
  const users = [...Array(60).keys()];

  test("tells users who did nothing what others who did nothing were", async () => {
    const y = [...users.map((user) => user % 2), 1, 1, 1, 0];
    const predict = await classifier.fit({ x: tokens([...users, -1, -2, -3, -4]), y, classes: 2 }, options);
    const [known, unknown] = rowsOf(await predict(tokens([61, -5])));
    expect(known?.[1]).toBeGreaterThan(0.5);
    expect(unknown?.[0]).toBeCloseTo(2 / 6, 6);
    expect(unknown?.[1]).toBeCloseTo(4 / 6, 6);
  });

  test("keeps a little for a class that is missing in a fold, or has one user", async () => {
    const y = users.map((user) => (user === 0 ? 2 : user % 2));
    const [told = []] = rowsOf(
      await (await classifier.fit({ x: tokens(users), y, classes: 4 }, options))(tokens([61])),
    );
    expect(told.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    expect(told[2]).toBeCloseTo(2 / 64, 6);
    expect(told[3]).toBeCloseTo(1 / 64, 6);
  });

  test("with one class to learn, tells its share and trains nothing", async () => {
    const predict = await classifier.fit({ x: tokens(users), y: users.map(() => 1), classes: 2 }, options);
    expect(rowsOf(await predict(tokens([3])))[0]?.[1]).toBeCloseTo(61 / 62, 6);
  });

  test("stops where it is cancelled", async () => {
    const y = users.map((user) => user % 2);
    const fit = classifier.fit({ x: tokens(users), y, classes: 2 }, { ...options, signal: AbortSignal.abort() });
    await expect(fit).rejects.toThrow();
  });
});

test("a head says of vectors as they are what the regression says of scaled ones", () => {
  const random = createRandom(2);
  const n = 90;
  const y = Int32Array.from({ length: n }, (_, row) => row % 3);
  const scaled = new Float32Array(n * 2);
  for (let j = 0; j < 2; j++) {
    const values = Array.from(y, (label) => random.normal() + label * (j + 1));
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n);
    for (const [row, value] of values.entries()) scaled[row * 2 + j] = (value - mean) / deviation;
  }
  // A third column that does not vary, and units that differ.
  const plain = Float32Array.from({ length: n * 3 }, (_, at) => {
    const [row, j] = [Math.floor(at / 3), at % 3];
    return j === 2 ? 7 : 5 + 0.01 * (j + 1) * (scaled[row * 2 + j] ?? 0);
  });
  const x = { data: scaled, rows: n, cols: 2 };
  const told = predictLogistic(fitLogistic({ x, y, classes: 3 }, 1), x).data;
  const rows = [...y.keys()];
  const { parameters } = fitHead({ data: plain, rows: n, cols: 3 }, rows, y, ["a", "b", "c"]);
  for (const row of rows) {
    const logits = [0, 1, 2].map((k) =>
      [0, 1, 2].reduce(
        (sum, j) => sum + (plain[row * 3 + j] ?? 0) * (parameters[j * 3 + k] ?? 0),
        parameters[9 + k] ?? 0,
      ),
    );
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    for (const [k, logit] of logits.entries()) expect(Math.exp(logit) / total).toBeCloseTo(told[row * 3 + k] ?? 0, 2);
  }
});
