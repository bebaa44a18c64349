import { afterEach, beforeEach, expect, test } from "vitest";
import { StageFolders } from "../../clustering/fixtures/stage-folders.ts";
import { createRandom } from "../../core/random.ts";
import { sharedInformation } from "../../evaluation/information.ts";
import { featuresStage } from "../../features/run.ts";
import { ingest, resolved, writeFiles } from "../../ingest/fixtures/run-ingest.ts";
import { kMeans } from "../../kernels/k-means.ts";
import { openKernels } from "../../kernels/pool.ts";
import { openDuckDb, selectRows, sqlText } from "../../platform/duckdb.ts";
import type { TextSummary } from "../schema.ts";
import type { TextParams } from "./params.ts";
import { textStage } from "./run.ts";

let folders: StageFolders;
beforeEach(() => {
  folders = new StageFolders();
});
afterEach(() => folders.remove());

/** Four topics, each spoken of in two languages. */
const speech = [
  ["the sofa and the table are made of oak", "wood chair desk oak table lamp", "沙发 桌子 橡木 椅子 书桌 台灯"],
  ["the dress fits and it is of silk", "dress skirt silk coat scarf shirt", "裙子 丝绸 大衣 围巾 衬衫 上衣"],
  ["the coffee is for me and my tea", "coffee tea sugar milk cup bean", "咖啡 红茶 白糖 牛奶 杯子 豆子"],
  ["the toy was for my child", "toy doll puzzle train kite ball", "玩具 娃娃 拼图 火车 风筝 皮球"],
] as const;
const users = 400;
const topicOf = (user: number) => (user >> 1) % speech.length;

/** Users write in one language each, three times, of one topic; their baskets tell the topic dimly. */
async function bilingualShop(): Promise<readonly number[]> {
  const random = createRandom(3);
  const say = (user: number) => {
    const [opening = "", en = "", zh = ""] = speech[topicOf(user)] ?? [];
    const words = (user % 2 ? zh : en).split(" ");
    const drawn = Array.from({ length: 5 }, () => words[random.int(words.length)]);
    return user % 2 ? `这个${drawn.join("很好，")}不错` : `${opening} with ${drawn.join(" and ")}`;
  };
  const dimly = (value: number) => (value + 0.5 * random.normal()).toFixed(3);
  const people = Array.from({ length: users }, (_, i) => `u${i},${dimly(topicOf(i) & 1)},${dimly(topicOf(i) >> 1)}`);
  const texts = Array.from({ length: 3 * users }, (_, i) => `u${i % users},"${say(i % users)}"`);
  const [table = "", spoken = ""] = writeFiles({
    "people.csv": `id,age,taste\n${people.join("\n")}\n`,
    "reviews.csv": `id,words\n${texts.join("\n")}\n`,
  });
  const { out } = await ingest([
    resolved([table], { id: "user", age: "number", taste: "number" }, { kind: "users" }),
    resolved([spoken], { id: "user", words: "text" }, { kind: "texts" }),
  ]);
  folders.adopt("ingest", out);
  await folders.run(featuresStage, { referenceDate: null, wholesale: "keep", treatments: {} });
  const folder = folders.context("").input("features");
  const connection = await openDuckDb({ folders: [folder], threads: 1, temporaryFolder: `${folder}/spill` });
  const rows = await selectRows(connection, `SELECT user_id FROM read_parquet(${sqlText(`${folder}/users.parquet`)})`);
  connection.closeSync();
  return rows.map(({ user_id: id }) => Number(String(id).slice(1)));
}

const params: TextParams = {
  ...{ encoder: "tf-idf", precision: "int8", pooling: "mean", halfLifeDays: 180, model: null, endpoint: null, seed: 1 },
};

test.each(["tf-idf", "word2vec", "embedded"] as const)(
  "%s: what people speak of makes segments, the language does not",
  async (encoder) => {
    const ids = await bilingualShop();
    await folders.run(textStage, { ...params, encoder });
    const { columns, dimension, covered, shares } = folders.json<TextSummary>("text", "block.json");
    expect(covered).toBe(users);
    expect(dimension).toBe(columns.length);
    expect([...shares].sort((a, b) => b - a)).toEqual(shares);
    const data = folders.float32("text", "block.f32");
    const kernels = await openKernels({ threads: 1 });
    const x = { data, rows: users, cols: columns.length };
    const { labels } = kMeans(kernels, x, { k: 4, restarts: 20, random: createRandom(1) });
    await kernels.close();
    const agreement = (of: (user: number) => number) => sharedInformation(ids.map(of), labels).nmi;
    expect(agreement((user) => user % 2)).toBeLessThan(0.05);
    expect(agreement(topicOf)).toBeGreaterThan(0.6);
    const vectors = folders.float32("text", "vectors.f32");
    expect(Math.hypot(...vectors.subarray(0, dimension))).toBeCloseTo(1, 5);
  },
);
