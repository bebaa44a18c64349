import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkFiles } from "./check-files.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "clade-files-"));
  execFileSync("git", ["init", "--quiet"], { cwd: root });
  write("lib/noun.ts", "export const noun = 1;\n".repeat(10));
  write("lib/noun.test.ts", "// a test\n".repeat(6));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}

test("a small tested tree is fine, and what git ignores does not count", () => {
  write(".gitignore", "big.ts\n");
  write("big.ts", "x\n".repeat(500));
  expect(checkFiles(root)).toEqual([]);
});

test("400 lines pass, 401 do not", () => {
  write("scripts/long.ts", "x\n".repeat(400));
  expect(checkFiles(root)).toEqual([]);
  write("scripts/long.ts", "x\n".repeat(401));
  expect(checkFiles(root)).toEqual(["scripts/long.ts: 401 lines, at most 400"]);
});

test("a megabyte passes, and five where the bundled models lie", () => {
  write("public/photo.jpg", "x".repeat(1_000_001));
  write("lib/embedding/models/en.student", "x".repeat(5_000_000));
  write("lib/embedding/models/fr.student", "x".repeat(1_000_000));
  expect(checkFiles(root)).toEqual(["public/photo.jpg: 1000001 bytes, at most 1000000"]);
  write("lib/embedding/models/en.student", "x".repeat(5_000_001));
  expect(checkFiles(root)).toHaveLength(2);
});

test("six lint ignores are one too many", () => {
  const line = `// ${["biome", "ignore"].join("-")} lint: reason\n`;
  write("scripts/ignores.ts", line.repeat(5));
  expect(checkFiles(root)).toEqual([]);
  write("scripts/more.ts", line);
  expect(checkFiles(root)).toEqual(["6 lint ignores, at most 5"]);
});

test("tests are at least 0.6 of the source", () => {
  write("lib/other.ts", "x\n".repeat(10));
  expect(checkFiles(root)).toEqual(["tests are 0.30 of the source, at least 0.6"]);
});

test("a path of somebody's machine is found", () => {
  write("lib/noun.ts", `const file = "${["", "home", "ann", "x.csv"].join("/")}";\n`);
  expect(checkFiles(root)).toEqual(["lib/noun.ts: names a path of a machine"]);
});

test("catalogues have the same keys with the same placeholders, and every key is used", () => {
  write("lib/noun.ts", "say('greeting'); say('parting');\n");
  write(
    "lib/messages/en.json",
    JSON.stringify({ words: { greeting: "Hello {name}", parting: "Bye", extra: "Unused" } }),
  );
  write("lib/messages/zh.json", JSON.stringify({ words: { greeting: "你好", extra: "未用" } }));
  expect(checkFiles(root)).toEqual([
    "lib/messages/zh.json: words.greeting differs from lib/messages/en.json",
    "lib/messages/zh.json: words.parting differs from lib/messages/en.json",
    "lib/messages/en.json: words.extra is not used",
  ]);
});

test("a plural's branches are text, not placeholders; what it counts may be a plain number in the other language", () => {
  write("lib/noun.ts", "say('start'); say('rows'); say('other');\n");
  const start = "{count, plural, =0 {Start} one {Start # run for {name}} other {Start # runs for {name}}}";
  const en = { start, rows: "{n, plural, one {# row} other {# rows}}", other: "the other {share}" };
  write("lib/messages/en.json", JSON.stringify(en));
  const zh = {
    start: "{count, plural, =0 {开始} other {为{name}开始 # 次}}",
    rows: "{n, number} 行",
    other: "其余 {share}",
  };
  write("lib/messages/zh.json", JSON.stringify(zh));
  expect(checkFiles(root)).toEqual([]);
  write("lib/messages/zh.json", JSON.stringify({ ...zh, start: "开始", other: "其余" }));
  expect(checkFiles(root)).toHaveLength(2);
});

test("so are a select's, however they stand in one another", () => {
  write("lib/noun.ts", "say('frame'); say('shown');\n");
  const counted = "{count, plural, one {# {unit, select, row {row} other {person}}} other {# of {all}}}";
  const en = { frame: `${counted} in {name}`, shown: "{n|row|rows} {share, number, ::percent}" };
  write("lib/messages/en.json", JSON.stringify(en));
  const zh = { frame: "“{name}”中 {count, number} {unit, select, row {行} other {人}}，共 {all}", shown: "{share} 行" };
  write("lib/messages/zh.json", JSON.stringify(zh));
  expect(checkFiles(root)).toEqual([]);
  const other = { ...zh, frame: "{count, plural, other {# {unit, select, row {行} other {人}}}}，{name}" };
  write("lib/messages/zh.json", JSON.stringify(other));
  expect(checkFiles(root)).toEqual(["lib/messages/zh.json: frame differs from lib/messages/en.json"]);
});
