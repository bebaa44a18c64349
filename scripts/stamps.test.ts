import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { whenChanged } from "./stamps.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "clade-stamps-"));
  mkdirSync(join(root, "lib", "deep"), { recursive: true });
  write("lib/deep/a.ts", "one");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(name: string, text: string): void {
  writeFileSync(join(root, name), text);
}

const work = vi.fn(async () => write("output", "made"));
const build = () => whenChanged(root, { name: "build", sources: ["lib", "not-there"], output: "output", work });

test("the work is done once, and again only for a new content, a new name or a lost output", async () => {
  expect(await build()).toBe("done");
  expect(await build()).toBe("current");
  utimesSync(join(root, "lib/deep/a.ts"), 1, 1);
  write("lib/deep/a.test.ts", "a test changes nothing that is built");
  expect(await build()).toBe("current");
  write("lib/deep/a.ts", "two");
  expect(await build()).toBe("done");
  write("lib/b.ts", "");
  expect(await build()).toBe("done");
  rmSync(join(root, "output"));
  expect(await build()).toBe("done");
});

test("work that fails is done again", async () => {
  work.mockRejectedValueOnce(new Error("no space"));
  await expect(build()).rejects.toThrow("no space");
  expect(await build()).toBe("done");
});
