import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openOut } from "./open-out.ts";

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "clade-out-"));
  writeFileSync(join(root, "file"), "");
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("a new folder is made, an old one kept, and nothing is left in it", () => {
  openOut(join(root, "new", "deep"));
  openOut(join(root, "new", "deep"));
  expect(readdirSync(join(root, "new", "deep"))).toEqual([]);
});

test.each(["file", "file/below", "file/far/below"])("%s is wrong use", (path) => {
  expect(() => openOut(join(root, path))).toThrow(
    expect.objectContaining({ code: "BAD_USAGE", message: expect.stringContaining("name a folder") }),
  );
});

test.runIf(existsSync("/proc/self"))("so is a place that cannot be written", () => {
  expect(() => openOut("/proc")).toThrow(expect.objectContaining({ code: "BAD_USAGE" }));
  expect(() => openOut("/proc/clade")).toThrow(expect.objectContaining({ code: "BAD_USAGE" }));
});
