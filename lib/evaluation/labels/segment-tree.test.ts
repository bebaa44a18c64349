import { describe, expect, test } from "vitest";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom } from "../../core/random.ts";
import { openKernels } from "../../kernels/pool.ts";
import { matrixOf } from "../../kernels/test-data.ts";
import { decisionTree } from "../classifiers/decision-tree.ts";
import { segmentTree } from "./segment-tree.ts";

const kernels = await openKernels({ threads: 1 });

/** Six clouds on a grid of three by two, labelled as a chequerboard is. */
function clouds(perCloud: number, seed: number): { x: Matrix; y: Int32Array } {
  const random = createRandom(seed);
  const rows = Array.from({ length: 6 * perCloud }, (_, row) => {
    const cloud = row % 6;
    const at = (place: number) => 10 * place + random.normal() * 0.5;
    return [at(cloud % 3), at(Math.floor(cloud / 3))];
  });
  const y = Int32Array.from(rows, (_, row) => ((row % 3) + Math.floor((row % 6) / 3)) % 2);
  return { x: matrixOf(rows), y };
}

async function accuracyOf(classifier: typeof decisionTree, training = clouds(20, 1), test = clouds(20, 2)) {
  const predict = await classifier.fit({ ...training, classes: 2 }, { random: createRandom(3) });
  const { data } = await predict(test.x);
  const right = test.y.filter((own, row) => ((data[row * 2 + 1] ?? 0) > 0.5 ? 1 : 0) === own);
  return right.length / test.y.length;
}

describe("a tree that may ask for segments", () => {
  test("tells a chequerboard by its clouds, of which one segment for everybody says nothing", async () => {
    expect(await accuracyOf(segmentTree(kernels, 6))).toBeGreaterThan(0.98);
    expect(await accuracyOf(segmentTree(kernels, 1))).toBe(await accuracyOf(decisionTree));
  });

  test("puts later users with the nearest centre, however far away they are", async () => {
    const predict = await segmentTree(kernels, 4).fit({ ...clouds(20, 1), classes: 2 }, { random: createRandom(1) });
    const { data, rows, cols } = await predict(
      matrixOf([
        [1e6, -1e6],
        [0, 0],
      ]),
    );
    expect([rows, cols]).toEqual([2, 2]);
    for (let row = 0; row < rows; row++) expect((data[row * 2] ?? 0) + (data[row * 2 + 1] ?? 0)).toBeCloseTo(1, 6);
  });

  test("forms no more segments than there are users, and tells nobody without asking", async () => {
    const few = {
      x: matrixOf([
        [1, 2],
        [3, 4],
        [5, 7],
      ]),
      y: Int32Array.from([0, 1, 1]),
      classes: 2,
    };
    const predict = await segmentTree(kernels, 50).fit(few, { random: createRandom(1) });
    const { data } = await predict(few.x);
    expect(data[0]).toBeCloseTo(1 / 3, 6);
    expect((await predict({ data: new Float32Array(0), rows: 0, cols: 2 })).data).toHaveLength(0);
  });

  test("gives the kernels' memory back: a hundred fits leave no trace", async () => {
    const before = kernels.mark();
    for (let i = 0; i < 100; i++) {
      await segmentTree(kernels, 3).fit({ ...clouds(2, i), classes: 2 }, { random: createRandom(i) });
    }
    expect(kernels.mark()).toEqual(before);
  });

  test("leaves its input as it was, and repeats for the same random", async () => {
    const training = clouds(5, 4);
    const copy = training.x.data.slice();
    const tell = async () => {
      const predict = await segmentTree(kernels, 6).fit({ ...training, classes: 2 }, { random: createRandom(8) });
      return (await predict(training.x)).data;
    };
    expect(await tell()).toEqual(await tell());
    expect(training.x.data).toEqual(copy);
  });
});
