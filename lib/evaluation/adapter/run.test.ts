import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { StageFolders } from "../../clustering/fixtures/stage-folders.ts";
import { noisyClasses } from "../../embedding/adapter/test-vectors.ts";
import type { TextSummary } from "../../embedding/schema.ts";
import { featuresStage } from "../../features/run.ts";
import { ingest, resolved, writeFiles } from "../../ingest/fixtures/run-ingest.ts";
import { openDuckDb, selectRows, sqlText } from "../../platform/duckdb.ts";
import { writeNumbers } from "../../platform/number-file.ts";
import { type AdaptParams, adaptStage } from "./run.ts";

let folders: StageFolders;
beforeEach(() => {
  folders = new StageFolders();
});
afterEach(() => folders.remove());

const users = 150;
const { x, y } = noisyClasses({ rows: users, seed: 1 });
const kinds = ["VIP", "reseller", "gift"];
const params: AdaptParams = { source: "tags", column: null, labels: "hash", seed: 1 };

/** A shop whose features' order of users is the run's, and vectors of texts in that order; user 7 wrote nothing. */
async function shop(): Promise<readonly string[]> {
  const files = writeFiles({
    "people.csv": `id,age\n${Array.from({ length: users }, (_, i) => `u${i},${(i * 7) % 97}`).join("\n")}\n`,
  });
  folders.adopt("ingest", (await ingest([resolved(files, { id: "user", age: "number" }, { kind: "users" })])).out);
  await folders.run(featuresStage, { referenceDate: null, wholesale: "keep", treatments: {} });
  const text = mkdtempSync(join(folders.context("").input("features"), "text-"));
  folders.adopt("text", text);
  writeNumbers(
    join(text, "vectors.f32"),
    x.data.map((value, at) => (Math.floor(at / x.cols) === 7 ? Number.NaN : value)),
  );
  const [columns, shares] = [
    ["text 1", "text 2"],
    [0.5, 0.2],
  ];
  const block = Float32Array.from({ length: 2 * users }, (_, at) => (at >> 1 === 7 ? Number.NaN : at));
  writeNumbers(join(text, "block.f32"), block);
  writeFileSync(
    join(text, "block.json"),
    JSON.stringify({ users, dimension: x.cols, columns, shares, covered: users - 1 }),
  );
  const folder = folders.context("").input("features");
  const connection = await openDuckDb({ folders: [folder], threads: 1, temporaryFolder: join(folder, "spill") });
  const rows = await selectRows(
    connection,
    `SELECT user_id FROM read_parquet(${sqlText(join(folder, "users.parquet"))})`,
  );
  connection.closeSync();
  return rows.map(({ user_id: id }) => String(id));
}

async function adapt(lines: readonly string[], change: Partial<AdaptParams> = {}): Promise<TextSummary> {
  const file = join(mkdtempSync(join(folders.context("").input("features"), "tags-")), "tags.csv");
  writeFileSync(file, `${lines.join("\n")}\n`);
  const out = mkdtempSync(join(folders.context("").input("features"), "adapt-"));
  folders.adopt("adapt", out);
  await adaptStage.run({ ...params, ...change }, { ...folders.context(out), resources: { labels: file } });
  return folders.json<TextSummary>("adapt", "block.json");
}

test("tags bend the vectors of everybody, and who wrote nothing still has none", async () => {
  const ids = await shop();
  const tags = ids.map((id, row) => `${id},${kinds[y[row] ?? 0]}`);
  const { adaptation, columns } = await adapt(["user_id,label", "stranger,VIP", ...tags]);
  expect(adaptation).toMatchObject({ source: "tags", labelled: users - 1, isUsed: true });
  expect(adaptation?.notes.map(({ en }) => en)).toEqual(["1 of the tagged users are not among those of this run."]);
  expect(columns).toHaveLength(x.cols);
  const vectors = folders.float32("adapt", "vectors.f32");
  expect(vectors.subarray(7 * x.cols, 8 * x.cols).every(Number.isNaN)).toBe(true);
  expect(vectors.subarray(0, x.cols)).not.toEqual(x.data.subarray(0, x.cols));
});

test("too few tags leave the block as it was, and it is said why", async () => {
  const ids = await shop();
  const { adaptation, columns, shares } = await adapt(["user_id,label", ...ids.slice(0, 12).map((id) => `${id},VIP`)]);
  expect(adaptation).toMatchObject({ isUsed: false, figures: [] });
  expect(adaptation?.verdict.en).toContain("fewer than two classes");
  expect(folders.float32("adapt", "vectors.f32").subarray(0, x.cols)).toEqual(x.data.subarray(0, x.cols));
  expect(folders.float32("adapt", "block.f32")).toEqual(folders.float32("text", "block.f32"));
  expect({ columns, shares }).toEqual({ columns: ["text 1", "text 2"], shares: [0.5, 0.2] });
});

test.each([[["customer,tag", "u1,VIP"]], [["nothing of the kind"]]])("a file like %j is refused", async (lines) => {
  await shop();
  await expect(adapt(lines)).rejects.toMatchObject({ code: "BAD_CONFIG" });
});
