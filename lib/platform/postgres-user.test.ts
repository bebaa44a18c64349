import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { postgresUser } from "./postgres-user.ts";

const isRoot = process.getuid?.() === 0;
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "clade-pg-user-"));
  mkdirSync(join(root, "native", "bin"), { recursive: true });
  writeFileSync(join(root, "native", "bin", "postgres"), "program");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function choose(isRootHere: boolean, hasNamespaces: boolean) {
  const machine = { isRoot: isRootHere, hasNamespaces: () => hasNamespaces, shared: join(root, "shared") };
  return postgresUser(join(root, "data"), join(root, "native", "bin"), machine);
}

test("a plain user runs the programs where they are", () => {
  expect(choose(false, false)).toEqual({
    prefix: [],
    ids: {},
    data: join(root, "data"),
    programs: join(root, "native", "bin"),
  });
});

test("root goes through a user namespace, and nothing moves", () => {
  const user = choose(true, true);
  expect(user.prefix[0]).toBe("unshare");
  expect(user.data).toBe(join(root, "data"));
  expect(existsSync(join(root, "shared"))).toBe(false);
});

test.runIf(isRoot)("without namespaces programs and data move to nobody, and stay there", () => {
  mkdirSync(join(root, "data"));
  writeFileSync(join(root, "data", "PG_VERSION"), "18");
  const user = choose(true, false);
  expect(user.ids).toEqual({ uid: 65_534, gid: 65_534 });
  expect(readFileSync(join(user.data, "PG_VERSION"), "utf8")).toBe("18");
  expect(statSync(join(user.programs, "postgres")).uid).toBe(65_534);
  expect(choose(true, true)).toEqual(user);
});
