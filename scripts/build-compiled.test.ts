import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compiled, isCompiled } from "../lib/platform/compiled.ts";
import { buildCompiled } from "./build-compiled.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "clade-build-"));
  write("package-lock.json", "{}");
  write("lib/a.ts", 'import { b } from "./b.ts";\nexport const told = ["before", b];\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}

test("entries are compiled with what they share, which knows where its source lies", async () => {
  write("lib/b.ts", "export const b = import.meta.url;\n");
  write("scripts/c.ts", 'export { b } from "../lib/b.ts";\n');
  await buildCompiled(root, ["lib/a.ts", "scripts/c.ts"]);
  expect(compiled("lib/a.ts", root)).toBe(join(root, ".build/compiled/lib/a.js"));
  const { told } = await import(compiled("lib/a.ts", root));
  expect(told).toEqual(["before", pathToFileURL(join(root, "lib/b.ts")).href]);
});

test("what is edited after it was read is not taken for compiled", async () => {
  // A pipe holds the build up between the two files: whoever writes to it waits until it is read.
  const pipe = join(root, "lib/b.ts");
  execFileSync("mkfifo", [pipe]);
  const building = buildCompiled(root, ["lib/a.ts"]);
  const opened = await open(pipe, "w");
  write("lib/a.ts", "export const told = ['after'];\n");
  await opened.writeFile("export const b = 1;\n");
  await opened.close();
  await building;
  expect(readFileSync(join(root, ".build/compiled/lib/a.js"), "utf8")).toContain("before");
  expect(isCompiled(root)).toBe(false);
});

test("whoever reads a file while it is built again has it whole", async () => {
  write("lib/b.ts", "export const b = 1;\n");
  await buildCompiled(root, ["lib/a.ts"]);
  const reading = await open(compiled("lib/a.ts", root));
  write("lib/b.ts", "export const b = 2;\n");
  await buildCompiled(root, ["lib/a.ts"]);
  expect(await reading.readFile("utf8")).toContain("b = 1");
  await reading.close();
  expect(readFileSync(compiled("lib/a.ts", root), "utf8")).toContain("b = 2");
});

test("what another build takes away meanwhile stops none", async () => {
  write("lib/b.ts", "export const b = 1;\n");
  mkdirSync(join(root, ".build/compiled"), { recursive: true });
  symlinkSync(join(root, "gone"), join(root, ".build/compiled/gone.js"));
  await buildCompiled(root, ["lib/a.ts"]);
  expect(isCompiled(root)).toBe(true);
});
