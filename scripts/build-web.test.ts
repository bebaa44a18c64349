import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startTicks } from "../lib/platform/processes.ts";
import { sweepPages } from "./build-web.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clade-pages-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("pages stay while a house serves them, and others go with the marks of houses that are gone", () => {
  const mine = `pages-aa.used-${process.pid}-${startTicks(process.pid)}`;
  for (const name of ["pages-aa", "pages-bb", "pages-cc", "next"]) mkdirSync(join(folder, name));
  // A number that was given out again is another process.
  for (const mark of [mine, `pages-bb.used-${process.pid}-1`, "pages-cc.used-4194303-5"])
    writeFileSync(join(folder, mark), "");
  sweepPages(folder);
  expect(readdirSync(folder).sort()).toEqual(["next", "pages-aa", mine]);
});
