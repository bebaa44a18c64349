import { describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { classifyUsers } from "./encode-users.ts";
import { writeEncoder } from "./encoder-file.ts";
import { type FineTuneParams, fineTune, fineTuneDefaults, type Labels } from "./fine-tune.ts";
import { pretrain } from "./pretrain.ts";
import { prepare, smallParams, walkers } from "./test-events.ts";

const users = 200;
const { vocabulary, sequences } = prepare(walkers(users, createRandom(1)), users, smallParams);
const { encoder } = await pretrain(
  sequences,
  vocabulary,
  { ...smallParams, epochs: 40, patience: 20 },
  { seed: 3, threads: 1 },
);
/** Which way somebody walks; every second pair of users has no label. */
const truth = (user: number) => user % 2;
const isLabelled = (user: number) => user % 4 < 2;
const labels: Labels = {
  classes: ["up", "down"],
  codes: Int32Array.from({ length: users }, (_, user) => (isLabelled(user) ? truth(user) : -1)),
};

async function accuracy(mode: FineTuneParams["mode"], seed: number) {
  const tuned = await fineTune(
    encoder,
    sequences,
    labels,
    { ...fineTuneDefaults, mode, fullRate: 3e-3 },
    { seed, threads: 1 },
  );
  const file = writeEncoder(tuned.encoder, tuned.head);
  const chances = await classifyUsers(file, 2, tuned.encoder.shape, sequences, { threads: 1 });
  const unseen = [...Array(users).keys()].filter((user) => !isLabelled(user));
  const right = unseen.filter((user) => (chances.data[2 * user + truth(user)] ?? 0) > 0.5);
  for (const user of unseen)
    expect((chances.data[2 * user] ?? 0) + (chances.data[2 * user + 1] ?? 0)).toBeCloseTo(1, 5);
  return { share: right.length / unseen.length, tuned };
}

describe("fineTune", () => {
  test("tells unlabelled users apart; training all of it beats the head alone", async () => {
    const head = await accuracy("head", 1);
    const full = await accuracy("full", 1);
    expect(head.share).toBeGreaterThan(0.55);
    expect(full.share).toBeGreaterThan(0.9);
    expect(full.share).toBeGreaterThan(head.share);
    expect(head.tuned.encoder).toBe(encoder);
    expect(full.tuned.fullCurve.length).toBeGreaterThan(0);
  });

  test("the same seed gives the same numbers", async () => {
    const [one, two] = [await accuracy("full", 2), await accuracy("full", 2)];
    expect(two.tuned.encoder.parameters).toEqual(one.tuned.encoder.parameters);
    expect(two.tuned.head.parameters).toEqual(one.tuned.head.parameters);
  });

  test("a class with one labelled user is refused", async () => {
    const codes = labels.codes.map((code, user) => (user === 1 ? 1 : Math.min(code, 0)));
    const params = { ...fineTuneDefaults, mode: "head" } as const;
    const tuned = fineTune(encoder, sequences, { ...labels, codes }, params, { seed: 1, threads: 1 });
    await expect(tuned).rejects.toMatchObject({ code: "TOO_FEW_USERS" });
  });
});
