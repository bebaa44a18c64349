import { expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { distil } from "./distil.ts";
import { writeEncoder } from "./encoder-file.ts";
import { judgeStandIn } from "./judge-stand-in.ts";
import { pretrain } from "./pretrain.ts";
import { prepare, smallParams, walkers } from "./test-events.ts";

const users = 160;
const { vocabulary, sequences } = prepare(walkers(users, createRandom(1)), users, smallParams);
const { encoder, trainingRows, validationRows } = await pretrain(
  sequences,
  vocabulary,
  { ...smallParams, layers: 2, epochs: 6 },
  { seed: 3, threads: 1 },
);
const teach = (layers: number, steps: number, threads = 1) =>
  distil(encoder, sequences, trainingRows, { layers, steps, threads, random: createRandom(2) });
const judge = (one: typeof encoder, rows = Int32Array.from(sequences.newest)) => {
  const [full, own] = [encoder, one].map((each) => ({ file: writeEncoder(each), shape: each.shape }));
  if (!full || !own) throw new Error("two encoders make two files");
  return judgeStandIn(full, own, sequences, rows, { threads: 1, random: createRandom(1) });
};

test("half the layers, taught, give nearly the teacher's vectors; cut off and not taught they do not", async () => {
  const [cut, taught] = [await judge(await teach(1, 0)), await judge(await teach(1, 300))];
  expect(taught?.isNear).toBe(true);
  expect(taught?.found.cosine).toBeGreaterThan(0.97);
  expect(cut?.isNear).toBe(false);
  expect(cut?.found.cosine).toBeLessThan(taught?.found.cosine ?? 0);
  expect(taught?.found.bytes).toBeLessThan(taught?.found.fullBytes ?? 0);
});

test("the same bytes on any number of threads; no judgement of a handful of users; a raised signal ends it", async () => {
  const one = await teach(1, 20);
  expect((await teach(1, 20, 2)).parameters).toEqual(one.parameters);
  expect(one.shape).toEqual({ ...encoder.shape, layers: 1 });
  expect(await judge(one, validationRows.slice(0, 5))).toBeNull();
  const stopped = distil(encoder, sequences, trainingRows, {
    ...{ layers: 1, steps: 20, threads: 1, random: createRandom(2) },
    signal: AbortSignal.abort(),
  });
  await expect(stopped).rejects.toMatchObject({ code: "CANCELLED" });
});
