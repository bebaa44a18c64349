import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compiled, compiledSources } from "./compiled.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "clade-compiled-"));
  write("lib/a.ts", "one");
  const { mtimeMs, size } = statSync(join(root, "lib/a.ts"));
  write(compiledSources, JSON.stringify({ "lib/a.ts": [mtimeMs, size] }));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}

test("what was compiled is started while its sources are as they were", () => {
  expect(compiled("lib/a.ts", root)).toBe(join(root, ".build/compiled/lib/a.js"));
});

test.each<[string, () => void]>([
  ["edited", () => write("lib/a.ts", "another")],
  ["written again", () => utimesSync(join(root, "lib/a.ts"), 1, 1)],
  ["gone", () => rmSync(join(root, "lib/a.ts"))],
  ["never compiled", () => rmSync(join(root, compiledSources))],
])("the source itself where one is %s", (_, change) => {
  change();
  expect(compiled("lib/a.ts", root)).toBe(join(root, "lib/a.ts"));
});

test("this checkout's own entries are compiled by the set-up", () => {
  expect(statSync(compiled("lib/runs/stage-process.ts")).isFile()).toBe(true);
  expect(statSync(compiled("scripts/run-command.ts")).isFile()).toBe(true);
});
