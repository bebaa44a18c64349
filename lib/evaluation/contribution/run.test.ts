import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { blobs, StageFolders } from "../../clustering/fixtures/stage-folders.ts";
import { clusteringStage } from "../../clustering/run.ts";
import { createRandom } from "../../core/random.ts";
import { fusionStage } from "../../embedding/run.ts";
import { writeNumbers } from "../../platform/number-file.ts";
import { evaluationStage } from "../run.ts";
import { agreementOf, describeBlock } from "./compare-blocks.ts";
import { contributionStage } from "./run.ts";
import type { ContributionSummary } from "./schema.ts";

let folders: StageFolders;
let root: string;
beforeEach(() => {
  folders = new StageFolders();
  root = mkdtempSync(join(tmpdir(), "clade-contribution-"));
});
afterEach(() => {
  folders.remove();
  rmSync(root, { recursive: true, force: true });
});

async function contribute(features: readonly (readonly number[])[], texts: readonly (readonly number[])[], weight = 1) {
  const folder = join(root, "text");
  mkdirSync(folder);
  writeNumbers(join(folder, "block.f32"), Float32Array.from(texts.flat()));
  writeFileSync(join(folder, "block.json"), JSON.stringify({ users: texts.length, columns: ["text 1"], covered: 0 }));
  folders.adopt("text", folder);
  folders.writeFeatures(features);
  const weights = { features: 1, text: weight };
  const clustering = { algorithm: "k-means", k: 2, kMin: 2, kMax: 3, restarts: 3 } as const;
  await folders.run(fusionStage, { weights });
  await folders.run(clusteringStage, { ...clustering, seed: 1, matrix: "fusion" });
  const measures = { nullClouds: 0, exactUpTo: 1000, sampleSize: 100, judges: "quick" } as const;
  await folders.run(evaluationStage, { ...measures, clustering, seed: 1, matrix: "fusion" });
  await folders.run(contributionStage, { weights, seed: 1 });
  return folders.json<ContributionSummary>("contribution", "contribution.json");
}

const users = 120;
const features = blobs(
  [
    [0, 0],
    [30, 0],
  ],
  users / 2,
  1,
  createRandom(1),
);
const noise = (() => {
  const random = createRandom(2);
  return features.map(() => [random.normal()]);
})();

describe("contributionStage", () => {
  test("tells the block that makes the segments from the one that does not", async () => {
    const { k, again, blocks } = await contribute(features, noise, 0.05);
    expect(k).toBe(2);
    expect(again.ari).toBeGreaterThan(0.99);
    const [own, text] = blocks;
    expect(own).toMatchObject({
      id: "features",
      isUsed: true,
      coverage: 1,
      alone: { users, ari: 1, ami: expect.closeTo(1, 6) },
    });
    expect(text?.alone?.ari).toBeLessThan(0.1);
    expect(text?.without?.ari).toBe(1);
    expect(own?.without?.ari).toBeLessThan(0.1);
    expect(text?.sentence.en).toContain("Texts alone find quite other segments");
  });

  test("beyond so many users a sample is compared, and said to be one", async () => {
    const { again, blocks, note } = await contribute(features, noise, 0.05);
    expect([again.users, note]).toEqual([users, undefined]);
    await folders.run(contributionStage, { weights: { features: 1, text: 0.05 }, seed: 1, compareUpTo: 60 });
    const some = folders.json<ContributionSummary>("contribution", "contribution.json");
    expect(some.again).toMatchObject({ users: 60, ari: expect.closeTo(1, 2) });
    expect(some.blocks[0]).toMatchObject({ coverage: 1, alone: { users: 60, ari: 1 } });
    expect(some.note?.en).toBe("The blocks are compared on 60 of 120 users, drawn at random.");
    expect(blocks.map(({ id }) => id)).toEqual(some.blocks.map(({ id }) => id));
  });

  test("a block that most lack is compared over those who have it, and has no say", async () => {
    const texts = noise.map((text, row) => (row % 3 === 0 ? text : [Number.NaN]));
    const { blocks } = await contribute(features, texts);
    expect(blocks[1]).toMatchObject({ id: "text", isUsed: false, without: null, alone: { users: users / 3 } });
    expect(blocks[1]?.sentence.zh).toContain("未参与划分");
    expect(blocks[0]?.without).toBeNull();
  });
});

test("agreement is of those whom both put somewhere, and of nobody where they are one", () => {
  const agreement = agreementOf(Int32Array.of(0, 0, 1, 1, -1), Int32Array.of(1, 1, 0, 0, 0));
  expect(agreement).toEqual({ users: 4, ari: 1, ami: expect.closeTo(1, 10) });
  expect(agreementOf(Int32Array.of(0, -1), Int32Array.of(0, 0))).toBeNull();
});

test("nobody has the block whole: it is said, not judged", () => {
  const again = { users: 9, ari: 1, ami: 1 };
  expect(describeBlock("behaviour", true, null, null, again).en).toBe(
    "Events alone make no segments: nobody has all of it.",
  );
});
