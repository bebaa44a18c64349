import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type LocalServer, startServer } from "../embedding/fixtures/local-server.ts";
import { closeDatabase } from "../platform/db.ts";
import { closeNotify } from "../platform/notify.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { findRunArtefact, getRunResults } from "./data.ts";
import { runFiles } from "./fixtures/files-run.ts";
import { testScope } from "./fixtures/test-scope.ts";
import { deliver } from "./fixtures/work-in-process.ts";
import { createRun } from "./mutations.ts";
import { CreateRun } from "./schema.ts";
import { previewSending } from "./stored-sending.ts";

const scope = testScope();
const sent: string[] = [];
const keys: (string | undefined)[] = [];
let database: TestDatabase;
let server: LocalServer;

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
  server = await startServer((request, response, body) => {
    const { input } = JSON.parse(body) as { readonly input: readonly string[] };
    sent.push(...input);
    keys.push(request.headers.authorization);
    const data = input.map((text, index) => ({ index, embedding: [text.length % 7, /boots/.test(text) ? 9 : 1, 1] }));
    response.end(JSON.stringify({ data }));
  });
  Object.assign(process.env, {
    CLADE_EMBEDDINGS_URL: `http://${server.host}/v1`,
    CLADE_EMBEDDINGS_MODEL: "small",
    CLADE_EMBEDDINGS_KEY: "a-key-that-nobody-writes-down",
    CLADE_EMBEDDINGS_PRICE: "1000000",
    CLADE_ALLOWED_HOSTS: server.host,
  });
});
afterAll(async () => {
  await server.close();
  await closeNotify();
  await closeDatabase();
  await database.drop();
});

const users = Array.from({ length: 60 }, (_, i) => `C${i + 1}`);
const orders = users.flatMap((user, i) =>
  [1, 2, 3].map((order) => `${user},O${user}-${order},2025-0${order}-1${i % 9},${(i % 17) * order + 5}`),
);
const reviews = users.flatMap((user, i) => [
  `${user},2025-04-0${(i % 9) + 1},"${i % 2 ? "The boots are warm" : "Tea that tastes of nothing"}, said number ${i}"`,
  `${user},2025-05-01,此用户没有填写评价`,
]);
const files = {
  "orders.csv": ["customer,order,date,amount", ...orders].join("\n"),
  "reviews.csv": ["customer,written,review", ...reviews].join("\n"),
};

test("what an endpoint would get is shown before, and is what it gets; its key is written down nowhere", async () => {
  const { datasetId } = await runFiles(scope, files);
  const preview = await previewSending(scope, datasetId);
  expect(preview).toMatchObject({ host: server.host, model: "small", texts: 60, requests: 1 });
  expect(preview.cost).toBe(preview.tokens);
  expect(sent).toEqual([]);

  const config = { clustering: { k: 2 }, evaluation: { nullClouds: 0 }, embedding: { text: { encoder: "endpoint" } } };
  const { run } = await deliver(scope, (await createRun(scope, CreateRun.parse({ datasetId, config }))).id);
  expect(run).toMatchObject({ status: "done" });
  const shown = JSON.parse(preview.firstBody).input as string[];
  expect(sent.filter((text) => text !== "dimension").toSorted()).toEqual(shown.toSorted());
  expect(new Set(keys)).toEqual(new Set(["Bearer a-key-that-nobody-writes-down"]));

  const { folder } = await findRunArtefact(scope, run.id, "text");
  const receipt = readFileSync(join(folder, "receipt.json"), "utf8");
  expect(receipt).toContain(server.host);
  expect(receipt + JSON.stringify(run)).not.toContain("a-key-that-nobody");
  const { report } = await getRunResults(scope, run.id);
  expect(report.blocks?.text).toMatchObject({ encoder: "small", texts: 60, setApart: 60, covered: 60 });
  expect(report.blocks?.fusion.blocks.map(({ id, leftOut }) => [id, leftOut])).toEqual([
    ["features", null],
    ["text", null],
  ]);

  // Another pooling encodes the same texts: their vectors are kept, and nothing is paid for twice.
  const before = sent.length;
  const again = { ...config, embedding: { text: { encoder: "endpoint", pooling: "recent" } } };
  await deliver(scope, (await createRun(scope, CreateRun.parse({ datasetId, config: again }))).id);
  expect(sent.slice(before)).toEqual(["dimension"]);
}, 120_000);

test("a dataset of somebody else, and one without texts, show nothing", async () => {
  await expect(previewSending(testScope(), "none")).rejects.toMatchObject({ code: "NOT_FOUND" });
  const { datasetId } = await runFiles(testScope(), { "orders.csv": files["orders.csv"] });
  await expect(previewSending(scope, datasetId)).rejects.toMatchObject({ code: "NOT_FOUND" });
}, 120_000);
