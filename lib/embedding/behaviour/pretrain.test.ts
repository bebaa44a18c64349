import { describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { rankByBaselines } from "./baselines.ts";
import { encodeUsers } from "./encode-users.ts";
import { readEncoder, writeEncoder } from "./encoder-file.ts";
import { guessingParameters } from "./guess.ts";
import { openGuesser } from "./guesser.ts";
import { judgeStandIn } from "./judge-stand-in.ts";
import { encoderParameters } from "./model.ts";
import { slotsFor } from "./params.ts";
import { estimatePretraining, type PretrainContext, pretrain } from "./pretrain.ts";
import { prepare, smallParams, walkers } from "./test-events.ts";

const users = 160;
const { vocabulary, sequences } = prepare(walkers(users, createRandom(1)), users, smallParams);
const run = (context: Partial<PretrainContext> = {}, params = smallParams) =>
  pretrain(sequences, vocabulary, params, { seed: 3, threads: 1, ...context });

describe("pretrain", () => {
  test("learns the way people walk: better than popularity and than the last event, at users it never saw", async () => {
    const { encoder, validationRows, trainingRows, curve } = await run(
      {},
      { ...smallParams, epochs: 40, patience: 20 },
    );
    const { shape } = encoder;
    const options = { batch: 32, asked: slotsFor(smallParams), threads: 1 };
    const specs = { ...encoderParameters(shape), ...guessingParameters(shape) };
    const guesser = await openGuesser(specs, encoder.parameters, shape, options);
    const hidden = () => ({
      sequences,
      shape,
      rows: validationRows,
      hiding: { which: "inside", share: 0.2 } as const,
      random: createRandom(5),
    });
    const model = await guesser.rank(hidden());
    await guesser.close();
    const { popularity, lastEvent } = rankByBaselines(hidden(), trainingRows, options);
    const accuracy = (ranks: Int32Array) => ranks.filter((rank) => rank === 0).length / ranks.length;
    expect(model.ranks.item).toHaveLength(popularity.item.length);
    expect(accuracy(model.ranks.item)).toBeGreaterThan(0.9);
    expect(accuracy(popularity.item)).toBeLessThan(0.3);
    expect(accuracy(lastEvent.item)).toBeLessThan(0.3);
    expect(accuracy(model.ranks.type)).toBeGreaterThan(0.9);
    expect(curve.at(-1)?.loss).toBeLessThan(curve[0]?.loss ?? 0);
  });

  test("resumed from any checkpoint it ends in the same weights as undisturbed", async () => {
    const checkpoints: Uint8Array[] = [];
    const whole = await run({ checkpoint: async (bytes) => void checkpoints.push(bytes) });
    expect(checkpoints).toHaveLength(4);
    for (const resume of checkpoints.slice(0, 3)) {
      const resumed = await run({ resume });
      expect(resumed.encoder.parameters).toEqual(whole.encoder.parameters);
      expect(resumed.curve).toEqual(whole.curve);
    }
  });

  test("a checkpoint of another training is not gone on from, and one cut short is refused", async () => {
    const saved: Uint8Array[] = [];
    const first = await run({ checkpoint: async (bytes) => void saved.push(bytes) }, { ...smallParams, epochs: 1 });
    const [last = new Uint8Array()] = saved;
    const other = { ...smallParams, epochs: 1, rate: 1e-4 };
    const fresh = await run({}, other);
    expect((await run({ resume: last }, other)).encoder.parameters).toEqual(fresh.encoder.parameters);
    expect(first.encoder.parameters).not.toEqual(fresh.encoder.parameters);
    await expect(run({ resume: last.subarray(0, -1) }, { ...smallParams, epochs: 1 })).rejects.toThrow("cut short");
  });

  test("threads do not change the weights, the seed does", async () => {
    const params = { ...smallParams, epochs: 1 };
    const one = await run({}, params);
    expect((await run({ threads: 2 }, params)).encoder.parameters).toEqual(one.encoder.parameters);
    expect((await run({ seed: 4 }, params)).encoder.parameters).not.toEqual(one.encoder.parameters);
  });

  test("stops when it is told to, and refuses too few users", async () => {
    const stop = new AbortController();
    const progress = () => stop.abort();
    await expect(run({ signal: stop.signal, progress })).rejects.toMatchObject({ code: "CANCELLED" });
    const few = prepare(walkers(10, createRandom(1)), 10, smallParams);
    const alone = pretrain(few.sequences, few.vocabulary, smallParams, { seed: 1, threads: 1 });
    await expect(alone).rejects.toMatchObject({ code: "TOO_FEW_USERS" });
  });

  test("an estimate multiplies the steps by the median of measured ones", async () => {
    let clock = 0;
    const now = () => (clock += 10);
    const cost = await estimatePretraining(sequences, vocabulary, smallParams, { seed: 1, threads: 1, now, tries: 3 });
    expect(cost.secondsPerStep).toBeCloseTo(0.01);
    expect(cost.seconds).toBeCloseTo(0.01 * cost.steps);
    expect(cost.steps % smallParams.epochs).toBe(0);
  });
});

describe("a saved encoder", () => {
  test("read and written again is the same file; a user's vector depends on that user alone", async () => {
    const { encoder } = await run({}, { ...smallParams, epochs: 1 });
    const bytes = writeEncoder(encoder);
    expect(writeEncoder(readEncoder(bytes))).toEqual(bytes);
    const all = await encodeUsers(bytes, encoder.shape, sequences, { threads: 1 });
    const newest = sequences.newest.map((row, user) => (user % 3 === 1 ? row : -1));
    const some = await encodeUsers(bytes, encoder.shape, { ...sequences, newest }, { threads: 2 });
    for (let user = 0; user < users; user++) {
      const row = (matrix: typeof all) => matrix.data.subarray(user * matrix.cols, (user + 1) * matrix.cols);
      if (user % 3 === 1) expect(row(some)).toEqual(row(all));
      else expect(row(some).every(Number.isNaN)).toBe(true);
      expect(row(all).every(Number.isFinite)).toBe(true);
    }
  });

  test("in int8 takes a third of the room at most, stays near, and reads as what it is", async () => {
    const { encoder, validationRows } = await run({}, { ...smallParams, epochs: 1 });
    const full = writeEncoder(encoder);
    const int8 = writeEncoder(encoder, { precision: "int8" });
    expect(int8.length / full.length).toBeLessThan(0.5);
    const { parameters } = readEncoder(int8);
    const largest = encoder.parameters.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (const [i, value] of parameters.entries())
      expect(Math.abs(value - (encoder.parameters[i] ?? 0))).toBeLessThanOrEqual(largest / 254 + 1e-6);
    const options = { threads: 1, random: createRandom(1) };
    const rows = Int32Array.from(sequences.newest);
    const { shape } = encoder;
    const judge = (some: Int32Array) =>
      judgeStandIn({ file: full, shape }, { file: int8, shape }, sequences, some, options);
    const judged = await judge(rows);
    expect(judged?.found.cosine).toBeGreaterThan(0.99);
    expect(judged?.found.recall).toBeGreaterThan(0.8);
    expect(await judge(validationRows.slice(0, 5))).toBeNull();
  });

  test("of another kind, or damaged, is refused", async () => {
    const { encoder } = await run({}, { ...smallParams, epochs: 1 });
    expect(() => readEncoder(new Uint8Array(8))).toThrow("cannot be read");
    const bytes = writeEncoder({ ...encoder, parameters: encoder.parameters.slice(0, -5000) });
    expect(() => readEncoder(bytes)).toThrow("does not fit");
  });
});
