import { linkSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noModels } from "./fixtures/no-models.ts";
import { detectTables, guessInputBytes, prepareRun } from "./prepare.ts";
import { parseConfig } from "./read-config.ts";

let folder: string;
const at = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "clade-prepare-"));
  writeFileSync(at("june.csv"), "customer_id,age,income\na,31,1200\nb,42,900\nc,27,3100\n");
  writeFileSync(at("july.csv"), "customer_id,age,income\nd,55,700\ne,61,2500\n");
  symlinkSync(at("june.csv"), at("also-june.csv"));
  linkSync(at("july.csv"), at("copy-of-july.csv"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("detectTables", () => {
  test("a table of the config that names no files takes those of the command line", async () => {
    const config = parseConfig({ tables: [{ columns: { age: "ignore" } }] });
    const [table] = await detectTables(config, [at("june.csv"), at("july.csv")]);
    expect(table?.files).toEqual([at("june.csv"), at("july.csv")]);
    expect(table?.columns.map(({ role }) => role)).toEqual(["user", "ignore", "number"]);
  });

  test("files beside several tables are wrong use, and so is no file at all", async () => {
    const two = parseConfig({ tables: [{ files: ["a.csv"] }, { files: ["b.csv"] }] });
    await expect(detectTables(two, [at("june.csv")])).rejects.toMatchObject({ code: "BAD_USAGE" });
    await expect(detectTables(parseConfig({}), [])).rejects.toMatchObject({ code: "BAD_USAGE" });
    const half = parseConfig({ tables: [{ files: [at("june.csv")] }, {}] });
    await expect(detectTables(half, [])).rejects.toMatchObject({ details: { path: "tables[1].files" } });
  });

  test("the same file twice, under whatever name, would count its rows twice: refused", async () => {
    const files = [at("june.csv"), at("july.csv"), at("also-june.csv")];
    await expect(detectTables(parseConfig({}), files)).rejects.toThrow(
      /june\.csv and .*also-june\.csv are the same file/,
    );
    const config = parseConfig({ tables: [{ files: [at("july.csv"), at("july.csv")] }] });
    await expect(detectTables(config, [])).rejects.toThrow(/july\.csv is given twice/);
  });
});

test("prepareRun hashes bytes, not names, and stops when told", async () => {
  const config = parseConfig({});
  const hashesOf = async (file: string) =>
    (await prepareRun(config, await detectTables(config, [file]), noModels, new AbortController().signal)).ingest
      .hashes;
  expect(await hashesOf(at("july.csv"))).toEqual(await hashesOf(at("copy-of-july.csv")));
  expect(await hashesOf(at("july.csv"))).not.toEqual(await hashesOf(at("june.csv")));
  const tables = await detectTables(config, [at("june.csv")]);
  await expect(prepareRun(config, tables, noModels, AbortSignal.abort())).rejects.toMatchObject({ code: "CANCELLED" });
});

test("the size of the input is guessed before anything is read; what is missing counts nothing", () => {
  writeFileSync(at("packed.csv.gz"), Buffer.alloc(100));
  const june = Buffer.byteLength("customer_id,age,income\na,31,1200\nb,42,900\nc,27,3100\n");
  expect(guessInputBytes(parseConfig({}), [at("june.csv"), at("packed.csv.gz"), at("none.csv")])).toBe(june + 1000);
  expect(guessInputBytes(parseConfig({ tables: [{ files: [at("june.csv")] }] }), [])).toBe(june);
});
