import { describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { classifyUsers } from "./encode-users.ts";
import { writeEncoder } from "./encoder-file.ts";
import { fineTune } from "./fine-tune.ts";
import { fineTuneDefaults } from "./fine-tune-params.ts";
import { pretrain } from "./pretrain.ts";
import { splitLabelled } from "./split.ts";
import { prepare, smallParams, walkers } from "./test-events.ts";

const users = 120;
const { vocabulary, sequences } = prepare(walkers(users, createRandom(1)), users, smallParams);
const { encoder } = await pretrain(sequences, vocabulary, { ...smallParams, epochs: 3 }, { seed: 3, threads: 1 });
/** Which way somebody walks; every second pair of users has no label. */
const truth = (user: number) => user % 2;
const isLabelled = (user: number) => user % 4 < 2;
const codes = Int32Array.from({ length: users }, (_, user) => (isLabelled(user) ? truth(user) : -1));
const split = splitLabelled(sequences, codes, 2, 0.15, createRandom(1));
/** Every class is equally likely. */
const head = { classes: ["up", "down"], parameters: new Float32Array(2 * (encoder.shape.width + 1)) };

function tune(rounds: number, signal?: AbortSignal) {
  const params = { ...fineTuneDefaults, rate: 3e-3, rounds, batch: 32 };
  const context = { seed: 1, threads: 1, ...(signal && { signal }) };
  return fineTune(encoder, head, sequences, { codes, ...split }, params, context);
}

describe("fineTune", () => {
  test("tells users apart that had no label, by chances that sum to 1", async () => {
    const tuned = await tune(10);
    const file = writeEncoder(tuned.encoder, { head: tuned.head });
    const { data } = await classifyUsers(file, 2, encoder.shape, sequences, { threads: 1 });
    const unseen = [...Array(users).keys()].filter((user) => !isLabelled(user));
    const right = unseen.filter((user) => (data[2 * user + truth(user)] ?? 0) > 0.5);
    expect(right.length / unseen.length).toBeGreaterThan(0.9);
    for (const user of unseen) expect((data[2 * user] ?? 0) + (data[2 * user + 1] ?? 0)).toBeCloseTo(1, 5);
  });

  test("keeps what told the users held out best, and is repeatable", async () => {
    const [one, two] = [await tune(2), await tune(2)];
    const losses = one.curve.map(({ validationLoss }) => validationLoss);
    expect(Math.min(...losses)).toBeLessThan(Math.LN2);
    expect(one.encoder.parameters).not.toEqual(encoder.parameters.subarray(0, one.encoder.parameters.length));
    expect(two.encoder.parameters).toEqual(one.encoder.parameters);
    expect(two.head.parameters).toEqual(one.head.parameters);
  });

  test("where nothing can be learnt, gives back what came in", async () => {
    const same = Int32Array.from(codes, (code, user) => (code < 0 ? -1 : Math.floor(user / 4) % 2));
    const params = { ...fineTuneDefaults, rate: 10, rounds: 3, patience: 1, batch: 32 };
    const tuned = await fineTune(encoder, head, sequences, { codes: same, ...split }, params, { seed: 1, threads: 1 });
    expect(tuned.head.parameters).toEqual(head.parameters);
    expect(tuned.encoder.parameters).toEqual(encoder.parameters.subarray(0, tuned.encoder.parameters.length));
  });

  test("stops where it is cancelled, and a class of one user is refused", async () => {
    await expect(tune(2, AbortSignal.abort())).rejects.toMatchObject({ code: "CANCELLED" });
    const single = codes.map((code, user) => (user === 1 ? 1 : Math.min(code, 0)));
    expect(() => splitLabelled(sequences, single, 2, 0.15, createRandom(1))).toThrow();
  });
});
