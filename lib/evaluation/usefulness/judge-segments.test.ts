import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import type { Block, BlockId } from "../../embedding/fusion.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { judgeSegments } from "./judge-segments.ts";
import type { Outcomes } from "./stored-outcomes.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 1 });
});
afterAll(() => kernels.close());

const users = 400;
/** Every second user spends later, whatever they did before. */
const willSpend = Array.from({ length: users }, (_, user) => user % 2);

function outcomes(): Outcomes {
  const random = createRandom(3);
  const noise = () => Float64Array.from({ length: users }, () => 1 + random.next());
  return {
    ...{ kind: "spend", before: noise(), ordersBefore: noise(), recency: noise() },
    after: Float64Array.from(willSpend, (spends) => spends * (50 + 10 * random.next())),
    ordersAfter: Float64Array.from(willSpend),
    histories: Array.from({ length: users }, () => {
      const repeats = random.int(4);
      return { repeats, recency: repeats * 9, age: 60, meanSpend: repeats === 0 ? 0 : 10 + random.next() };
    }),
  };
}

/** One column: two groups by `group`, far apart. */
function block(id: BlockId, group: readonly number[]): Block {
  const random = createRandom(id.length);
  const data = Float32Array.from(group, (at) => 20 * at + random.normal());
  return { id, matrix: { data, rows: group.length, cols: 1 }, columns: [id], weight: 1 };
}

const chance = Array.from({ length: users }, (_, user) => Math.floor(user / 2) % 2);
const judge = (blocks: readonly Block[], k = 4) =>
  judgeSegments(kernels, outcomes(), blocks, k, createRandom(1), { heldOut: 30, withBlocks: true });

describe("judgeSegments", () => {
  test("knows what a model of purchases expects, beside what came", () => {
    const { lifetime } = judge([block("features", chance)]);
    expect(lifetime).toMatchObject({ bought: users / 2, reason: null });
    expect(lifetime?.expected).toBeGreaterThan(0);
  });

  test("says what the joined segments lose without a block: all of it, or nothing", () => {
    const { blocks, sets } = judge([block("features", chance), block("text", willSpend)]);
    const [features, text] = blocks;
    expect(text?.difference.gini?.low).toBeGreaterThan(0.3);
    expect(text?.sentence.en).toMatch(/^What people wrote: with it the segments tell more of later spend \(Gini \+/);
    expect(features?.difference.gini?.high).toBeLessThan(0.1);
    // Of two blocks, what is left without one is the other alone.
    const alone = (id: string) => sets.find((set) => set.id === id)?.alone;
    expect(text?.without).toEqual(alone("features"));
    expect(features?.without).toEqual(alone("text"));
    expect(text?.with).toEqual(alone("joined"));
  });

  test("of three blocks the other two are joined again", () => {
    const third = chance.map((at, user) => (user % 8 < 4 ? at : 1 - at));
    const { blocks } = judge([block("features", chance), block("text", willSpend), block("behaviour", third)], 8);
    expect(blocks.map(({ id }) => id)).toEqual(["features", "text", "behaviour"]);
    expect(blocks[1]?.difference.gini?.low).toBeGreaterThan(0.3);
    expect(blocks[2]?.without.gini?.low).toBeGreaterThan(0.3);
  });

  test("one block alone adds to nothing", () => {
    expect(judge([block("features", willSpend)]).blocks).toEqual([]);
  });

  test("a fixed segment stands as it is beside those that are found among everybody else", () => {
    const fixedOf = Int32Array.from(willSpend, (spends) => spends - 1);
    const options = { heldOut: 30, withBlocks: false };
    const judged = (fixed: Int32Array | null) =>
      judgeSegments(kernels, outcomes(), [block("features", chance)], 2, createRandom(1), {
        ...options,
        fixedOf: fixed,
      });
    const [without, beside] = [judged(null).sets, judged(fixedOf).sets];
    expect(without.map(({ k }) => k)).toEqual([2, 2]);
    expect(beside.map(({ k }) => k)).toEqual([3, 3]);
    expect(without[1]?.alone.gini?.high).toBeLessThan(0.2);
    expect(beside[1]?.alone.gini?.low).toBeGreaterThan(0.3);
  });
});
