import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openKernels } from "../../kernels/pool.ts";
import { openDuckDbs } from "../../platform/duckdb.ts";
import { ExperimentConfig } from "../config-schema.ts";
import { lookAtFiles } from "../reading/stored-look.ts";
import { storeRows } from "../reading/stored-rows.ts";
import { planReading } from "../reading/value-columns.ts";
import { readTestUsers } from "./stored-users.ts";
import { featureColumns, type TestUsers } from "./users.ts";

/** Reads the users of a file of this text, as the stage does: the arm "new" beside "old". */
async function readText(text: string, asked: object): Promise<TestUsers> {
  const out = mkdtempSync(join(tmpdir(), "clade-users-"));
  const folder = join(out, "reading");
  const path = join(out, "results.csv");
  mkdirSync(folder);
  writeFileSync(path, text);
  const connections = await openDuckDbs(2, { folders: [out], threads: 2, temporaryFolder: folder });
  const kernels = await openKernels({ threads: 1 });
  try {
    const { table, config } = await lookAtFiles([path], ExperimentConfig.parse(asked), false);
    const { unit, arm = "", segment } = config;
    const columns = { unit: unit ?? undefined, arm, segment, values: planReading(config).columns };
    const rows = await storeRows({
      ...{ connections, kernels, table, out, folder, progress: () => {} },
      columns: { ...columns, day: undefined, seen: undefined, features: featureColumns(config) },
    });
    const source = { connection: connections[0], from: rows.from, file: "results.csv", decimal: table.decimal };
    const metrics = [{ name: "spend", column: 0, isYesNo: false }];
    return await readTestUsers(source, { control: "old", arm: "new", metrics }, config);
  } finally {
    for (const connection of connections) connection.closeSync();
    await kernels.close();
    rmSync(out, { recursive: true });
  }
}

const config = {
  ...{ unit: "id", arm: "arm", control: "old", segment: "town" },
  metrics: [{ name: "spend", type: "mean", column: "spend" }],
  uplift: { metric: "spend", features: ["age", "town"] },
  targeting: { metric: "spend", segmentations: ["town", "plan"] },
};

const text = `id,arm,town,age,plan,spend
u1,old,north,30,1,5
u2,new,south,,2,7
u1,old,south,31,1,2
u3,new,,44,1,
u4,other,north,50,2,9
u5,new,north,60,2,1
u5,old,north,60,2,1
`;

test("rows of a user are added up, what was known first stands, other arms and users of two are left out", async () => {
  const users = await readText(text, config);
  const at = (id: string) => users.ids.indexOf(id);
  expect(users.ids.toSorted()).toEqual(["u1", "u2", "u3"]);
  expect(users.all).toBe(3);
  expect([at("u1"), at("u2"), at("u3")].map((user) => users.treated[user])).toEqual([0, 1, 1]);
  expect([at("u1"), at("u2"), at("u3")].map((user) => users.outcomes.get("spend")?.[user])).toEqual([7, 7, 0]);
  const age = users.features.get("age");
  if (age?.kind !== "number") throw new Error("age is a number");
  expect([at("u1"), at("u2"), at("u3")].map((user) => age.values[user])).toEqual([30, Number.NaN, 44]);
  const town = users.features.get("town");
  if (town?.kind !== "category") throw new Error("town is a word");
  expect([at("u1"), at("u2"), at("u3")].map((user) => town.levels[town.codes[user] ?? -1])).toEqual([
    ...["north", "south", undefined],
  ]);
  expect(users.segment).toEqual(town.codes);
});

test("a column of segments is words, even where it is written in digits", async () => {
  const { segmentations } = await readText(text, config);
  expect(segmentations.get("plan")?.levels).toEqual(["1", "2"]);
});

test("without a user's id every row is a user, in an order that has nothing to do with the file's", async () => {
  const rows = Array.from({ length: 40 }, (_, row) => `${row % 2 ? "new" : "old"},north,${row},1,${row}`);
  const { unit: _, ...rest } = config;
  const users = await readText(`arm,town,age,plan,spend\n${rows.join("\n")}\n`, rest);
  expect(users.ids).toHaveLength(40);
  expect(users.ids.map(Number)).not.toEqual(users.ids.map(Number).toSorted((a, b) => a - b));
  for (const [user, id] of users.ids.entries()) expect(users.outcomes.get("spend")?.[user]).toBe(Number(id) - 1);
});

test("a column that is no segmentation is refused by name", async () => {
  const rows = Array.from({ length: 600 }, (_, row) => `u${row},${row % 2 ? "new" : "old"},north,1,p${row},1`);
  await expect(readText(`id,arm,town,age,plan,spend\n${rows.join("\n")}\n`, config)).rejects.toMatchObject({
    code: "TOO_MANY_VALUES",
    details: { column: "plan", count: "600" },
  });
});
