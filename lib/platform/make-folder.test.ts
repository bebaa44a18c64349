import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeFolder } from "./make-folder.ts";

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "clade-folder-"));
  writeFileSync(join(root, "file"), "");
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("makes what is missing on the way, and takes what is there", () => {
  makeFolder(join(root, "a", "b", "c"));
  makeFolder(join(root, "a", "b", "c"));
  expect(statSync(join(root, "a", "b", "c")).isDirectory()).toBe(true);
});

test.each([["file"], ["file/below"], ["file/far/below"]])("%s, where a file stands in the way, is an error", (path) => {
  expect(() => makeFolder(join(root, path))).toThrow(/EEXIST|ENOTDIR/);
});

test.runIf(existsSync("/proc/self"))("a place where nothing can be made is an error, not an endless wait", () => {
  expect(() => makeFolder("/proc/clade/x")).toThrow(/ENOENT|EACCES|EPERM/);
});
