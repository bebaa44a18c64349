import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { localWorkspace } from "../lib/core/ids.ts";
import type { Matrix } from "../lib/core/matrix.ts";
import { createRandom } from "../lib/core/random.ts";
import { findMatrix } from "../lib/embedding/stored-matrix.ts";
import { usesBlocks } from "../lib/embedding/used-blocks.ts";
import { adjustedRandIndex } from "../lib/evaluation/agreement.ts";
import { drawUsers, intervalOf, resamples } from "../lib/evaluation/bootstrap.ts";
import { localStore } from "../lib/platform/store.ts";
import { executeRun } from "../lib/runs/execute.ts";
import { completeConfig, detectTables, prepareRun } from "../lib/runs/prepare.ts";
import { parseConfig } from "../lib/runs/read-config.ts";
import { StageProcesses } from "../lib/runs/stage-processes.ts";
import { predictOutOfBag } from "../lib/sample/ceiling.ts";
import { personas } from "../lib/sample/personas.ts";
import { writeSample } from "../lib/sample/write-sample.ts";

/**
 * How well runs find the sample shop's personas at their true number, block by block: adjusted Rand index with a 95 %
 * interval by bootstrap over users, and beside it that of a forest that was told the personas. Prints rows of a table.
 * npm exec node scripts/embedding-figures.ts -- --folder DIR [--users 5000] [--seeds 1,2,3] [--language en|zh|both]
 */
const { values: asked } = parseArgs({
  options: {
    folder: { type: "string" },
    users: { type: "string", default: "5000" },
    seeds: { type: "string", default: "1,2,3" },
    language: { type: "string", default: "both" },
  },
});
const folder = asked.folder ?? "";
if (folder === "") throw new Error("--folder DIR: where the shops and the runs' files go");
const language = asked.language === "en" || asked.language === "zh" ? asked.language : "both";
const k = personas.filter(({ id }) => id !== "looker").length;
const order = new Map<string, number>(personas.map(({ id }, index) => [id, index]));
const rfmOnly = Object.fromEntries(
  ["average-order-value", "repeat-item-share", "return-rate"].map((id) => [id, { use: false }]),
);
const text = { encoder: "embedded" };
const behaviour = { encoder: "transformer" };
const cases = [
  { name: "RFM", features: { treatments: rfmOnly }, embedding: {} },
  { name: "features", features: {}, embedding: {} },
  { name: "features, text", features: {}, embedding: { text } },
  { name: "features, behaviour", features: {}, embedding: { behaviour } },
  { name: "features, text, behaviour", features: {}, embedding: { text, behaviour } },
];

console.log("| seed | blocks | users | ARI (95 %) | told |\n|---|---|---|---|---|");
for (const seed of asked.seeds.split(",").map(Number)) {
  const shop = join(folder, `shop-${language}-${seed}`);
  mkdirSync(shop, { recursive: true });
  await writeSample({ users: Number(asked.users), seed, out: shop, language });
  const truth = new Map(
    readRows(join(shop, "truth", "personas.csv")).map(([user = "", persona = ""]) => [user, order.get(persona) ?? -1]),
  );
  for (const { name, ...config } of cases) {
    const { users, segments, x } = await run(shop, {
      ...config,
      clustering: { k },
      evaluation: { nullClouds: 0 },
    });
    const personaOf = Int32Array.from(users, (user) => truth.get(user) ?? -1);
    const found = intervalOf(
      adjustedRandIndex(segments, personaOf),
      Array.from(drawUsers(users.length, resamples, createRandom(1)), (weights) => {
        const drawn = [...weights].flatMap((times, row) => new Array<number>(times).fill(row));
        const at = (labels: ArrayLike<number>) => drawn.map((row) => labels[row] ?? -1);
        return adjustedRandIndex(at(segments), at(personaOf));
      }),
    );
    const told = predictOutOfBag(x, personaOf, personas.length, { trees: 60, minLeaf: 5 }, createRandom(1));
    const ceiling = adjustedRandIndex(told, personaOf);
    const [value, low, high] = [found?.value, found?.low, found?.high].map((one) => one?.toFixed(3));
    console.log(`| ${seed} | ${name} | ${users.length} | ${value} (${low}–${high}) | ${ceiling.toFixed(3)} |`);
  }
}

async function run(shop: string, config: Readonly<Record<string, unknown>>) {
  const parsed = parseConfig(config);
  const files = ["transactions", "events", "reviews", "searches"].map((file) => join(shop, `${file}.csv`));
  const tables = await detectTables(parsed, files);
  const { signal } = new AbortController();
  const complete = completeConfig(parsed, tables);
  const models = {
    settings: { shared: undefined, hub: "", allowedHosts: [], endpoint: undefined },
    places: { own: undefined, shared: undefined },
    vectorsFolder: join(folder, "vectors"),
  };
  const host = { workspace: localWorkspace, store: localStore(join(folder, "store")), threads: 2, signal };
  const processes = new StageProcesses(2);
  const done = await executeRun(await prepareRun(complete, tables, models, signal), {
    ...host,
    processes,
    onProgress: () => undefined,
  });
  const rows = readRows(join(done.segments.folder, "segments.csv"));
  const of = (stage: string) => done[stage as "fusion"]?.folder ?? "";
  const { path, columns } = findMatrix(of, usesBlocks(complete.embedding) ? { matrix: "fusion" } : {});
  const bytes = readFileSync(path);
  const numbers = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  // Trees take a value that no other has for "missing".
  const x: Matrix = {
    data: numbers.map((value) => (Number.isNaN(value) ? -1e6 : value)),
    rows: rows.length,
    cols: columns.length,
  };
  return { users: rows.map(([user = ""]) => user), segments: rows.map(([, segment]) => Number(segment)), x };
}

function readRows(path: string): string[][] {
  const [, ...lines] = readFileSync(path, "utf8").trimEnd().split("\n");
  return lines.map((line) => line.split(","));
}
