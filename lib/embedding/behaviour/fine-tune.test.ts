import { describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { classifyUsers } from "./encode-users.ts";
import { writeEncoder } from "./encoder-file.ts";
import { type FineTuneParams, fineTune, fineTuneDefaults, type Labels } from "./fine-tune.ts";
import { pretrain } from "./pretrain.ts";
import { prepare, smallParams, walkers } from "./test-events.ts";

const users = 120;
const { vocabulary, sequences } = prepare(walkers(users, createRandom(1)), users, smallParams);
const { encoder } = await pretrain(sequences, vocabulary, { ...smallParams, epochs: 3 }, { seed: 3, threads: 1 });
/** Which way somebody walks; every second pair of users has no label. */
const truth = (user: number) => user % 2;
const isLabelled = (user: number) => user % 4 < 2;
const labels: Labels = {
  classes: ["up", "down"],
  codes: Int32Array.from({ length: users }, (_, user) => (isLabelled(user) ? truth(user) : -1)),
};

function tune(mode: FineTuneParams["mode"], rounds: number) {
  const params = { ...fineTuneDefaults, mode, rounds, batch: 32 };
  return fineTune(encoder, sequences, labels, params, { seed: 1, threads: 1 });
}

describe("fineTune", () => {
  test("a head on the frozen encoder tells users apart that had no label", async () => {
    const tuned = await tune("head", 20);
    expect(tuned.encoder).toBe(encoder);
    expect(tuned.fullCurve).toEqual([]);
    const file = writeEncoder(tuned.encoder, { head: tuned.head });
    const { data } = await classifyUsers(file, 2, encoder.shape, sequences, { threads: 1 });
    const unseen = [...Array(users).keys()].filter((user) => !isLabelled(user));
    const right = unseen.filter((user) => (data[2 * user + truth(user)] ?? 0) > 0.5);
    expect(right.length / unseen.length).toBeGreaterThan(0.9);
    for (const user of unseen) expect((data[2 * user] ?? 0) + (data[2 * user + 1] ?? 0)).toBeCloseTo(1, 5);
  });

  test("training all of it goes on from the head, is never worse on the users kept out, and is repeatable", async () => {
    const [one, two] = [await tune("full", 2), await tune("full", 2)];
    const lowest = (curve: typeof one.headCurve) => Math.min(...curve.map(({ validationLoss }) => validationLoss));
    expect(lowest(one.fullCurve)).toBeLessThan(lowest(one.headCurve));
    expect(one.encoder.parameters).not.toEqual(encoder.parameters.subarray(0, one.encoder.parameters.length));
    expect(two.encoder.parameters).toEqual(one.encoder.parameters);
    expect(two.head.parameters).toEqual(one.head.parameters);
  });

  test("a class with one labelled user is refused", async () => {
    const codes = labels.codes.map((code, user) => (user === 1 ? 1 : Math.min(code, 0)));
    const params = { ...fineTuneDefaults, mode: "head" } as const;
    const tuned = fineTune(encoder, sequences, { ...labels, codes }, params, { seed: 1, threads: 1 });
    await expect(tuned).rejects.toMatchObject({ code: "TOO_FEW_USERS" });
  });
});
