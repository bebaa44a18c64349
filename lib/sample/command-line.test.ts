import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { parseSampleCommand } from "./command-line.ts";

const script = fileURLToPath(new URL("../../scripts/sample.ts", import.meta.url));
const node = fileURLToPath(new URL("../../node_modules/.bin/node", import.meta.url));
const out = mkdtempSync(join(tmpdir(), "clade-sample-"));
afterEach(() => rmSync(out, { recursive: true, force: true }));

async function run(args: readonly string[], interruptWhen?: () => boolean) {
  const child = spawn(existsSync(node) ? node : process.execPath, [script, ...args]);
  let output = "";
  let errors = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (errors += chunk));
  const watch = interruptWhen && setInterval(() => interruptWhen() && child.kill("SIGINT"), 20);
  const [code] = (await once(child, "close")) as [number | null];
  clearInterval(watch);
  return { code, output, errors };
}

describe("npm run sample", () => {
  it.each([
    [[], "--out DIR is missing"],
    [["--out", "x"], "--users N is missing"],
    [["--out", "x", "--users", "many"], "--users takes a whole number"],
    [["--out", "x", "--users", "0"], "from 1 to"],
    [["--out", "x", "--users", "5", "--language", "fr"], "--language takes en, zh or both"],
    [["--out", "x", "--users", "5", "--only", "orders"], "--only takes users, transactions"],
    [["--out", "x", "--users", "5", "--days", "9", "--transactions", "9"], "--days cannot be given"],
    [["--out", "x", "--users", "5", "--experiment", "all"], "--experiment needs --effect"],
    [["--out", "x", "--users", "5", "--effect", "0.1"], "go with --experiment"],
    [["--out", "x", "--users", "5", "--experiment", "persona=robot", "--effect", "0.1"], "reseller, replenisher"],
    [["--out", "x", "--users", "5", "--experiment", "all", "--effect", "2"], "a share from 0 to 1, or new-in"],
    [
      ["--out", "x", "--users", "5", "--experiment", "all", "--effect", "coupon", "--mismatch", "x"],
      "--mismatch takes",
    ],
    [["--out", "x", "--users", "5", "--colour", "red"], "--colour"],
    [["--out", "x", "--users", "5", "stray"], "stray"],
  ])("%j is wrong use: %s", (argv, problem) => {
    expect(() => parseSampleCommand(argv)).toThrow(problem);
    expect(() => parseSampleCommand(argv)).toThrow(/^[^\n]*Usage: [^\n]*$/);
  });

  it("fills in what is not said", () => {
    expect(parseSampleCommand(["--users", "5", "--out", "x", "--only", "truth,users"])).toEqual({
      users: 5,
      out: "x",
      seed: 0,
      language: "both",
      only: ["users", "truth"],
      days: 540,
      experiment: undefined,
      transactions: undefined,
    });
    expect(parseSampleCommand(["-h"])).toBe("help");
  });

  it("exits 2 with one line on wrong use, 0 with a line for every file otherwise", async () => {
    const wrong = await run(["--users", "5"]);
    expect(wrong).toMatchObject({ code: 2, output: "" });
    expect(wrong.errors.trim().split("\n")).toHaveLength(1);
    const right = await run(["--users", "5", "--out", out]);
    expect(right).toMatchObject({ code: 0, errors: "" });
    expect(right.output.trim().split("\n")).toHaveLength(7);
    expect(right.output).toMatch(/^users\.csv: 5 rows, 0\.0 MB, \d+\.\d\d s$/m);
  });

  it("leaves no half file on Ctrl-C", async () => {
    const begun = () => existsSync(join(out, "users.csv.partial"));
    const { code, errors } = await run(["--users", "1000000", "--out", out], begun);
    expect(code).toBe(130);
    expect(errors.trim().split("\n")).toHaveLength(1);
    expect(readdirSync(out, { recursive: true })).toEqual(["truth"]);
  });
});
