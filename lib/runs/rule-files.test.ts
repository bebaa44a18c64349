import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parseConfig } from "./read-config.ts";
import { inlineRuleFiles } from "./rule-files.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "clade-rules-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

const clusteringOf = (clustering: object) =>
  parseConfig(inlineRuleFiles({ clustering }, (name) => join(folder, name))).clustering;

it.each([
  ["without a header", "17850\n13047\n\n17850\n"],
  [
    "with a header, quotes, a mark at the front and Windows' line ends",
    '\uFEFFuser_id,name\r\n"17850",Ann\r\n 13047 ,Bob\r\n',
  ],
])("reads users %s, each once", (_, text) => {
  const users = file("vip.csv", text);
  expect(clusteringOf({ fixed: [{ name: "VIP", users }] }).fixed).toEqual([{ name: "VIP", users: ["17850", "13047"] }]);
});

it("reads pairs, with ids that hold commas", () => {
  const pairs = file("pairs.csv", 'rule,user,user\ntogether,a,"b, c"\nApart;x;"y ""z"""\n');
  expect(clusteringOf({ pairs }).pairs).toEqual([{ together: ["a", "b, c"] }, { apart: ["x", 'y "z"'] }]);
});

it("says which row of a file is no pair", () => {
  const pairs = file("wrong.csv", "together,a,b\nnear,a,b\n");
  expect(() => clusteringOf({ pairs })).toThrow(/row 2 of the file/);
  expect(() => clusteringOf({ pairs: "none.csv" })).toThrow(expect.objectContaining({ code: "FILE_NOT_FOUND" }));
});

it("leaves everything else as it is", () => {
  for (const config of [null, [], {}, { clustering: 3 }, { clustering: { k: 4, fixed: "x" } }])
    expect(inlineRuleFiles(config, (name) => name)).toEqual(config);
});
