import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeSample } from "../sample/write-sample.ts";

const root = join(import.meta.dirname, "../..");
const script = join(root, "scripts/command.mjs");

let folder: string;
let orders: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "clade-headless-"));
  await writeSample({ users: 400, seed: 5, out: join(folder, "shop"), language: "both" });
  orders = join(folder, "shop", "transactions.csv");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The command as a person starts it: a process of its own, its output piped. */
async function segment(...args: string[]) {
  const child = spawn(process.env.CLADE_NODE ?? "node", [script, "segment", ...args], {
    cwd: root,
    env: { ...process.env, INIT_CWD: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const [code] = await once(child, "close");
  return { code, stdout, stderr };
}

/** 150 customers who spend 20 to 90 an order, and one who spends 90,000. */
function wholesaleOrders(): string {
  const lines = Array.from({ length: 450 }, (_, i) => {
    const day = new Date(Date.UTC(2024, 0, 1 + ((i * 37) % 300))).toISOString().slice(0, 10);
    return `c${i % 150},${day},o${i},${20 + ((i * 13) % 71)}`;
  });
  return ["customer_id,order_date,order_id,amount", ...lines, "big,2024-05-01,o450,90000", ""].join("\n");
}

const read = (...path: string[]) => readFileSync(join(folder, ...path), "utf8");
const summaryOf = (out: string) => JSON.parse(read(out, "summary.json"));

describe("npm run segment", () => {
  test("from a file to segments, report and a config that repeats it", async () => {
    const first = await segment(orders, "--out", "first");
    expect(first.stderr).toBe("");
    expect(first.code).toBe(0);
    expect(readdirSync(join(folder, "first")).sort()).toEqual(
      ["report.html", "run.json", "segments.csv", "set-aside.csv", "store", "summary.json"].sort(),
    );
    const summary = summaryOf("first");
    expect(summary.rowsIn).toBe(summary.rowsStored + summary.rowsSetAside);
    expect(summary.segments.map(({ size }: { size: number }) => size).reduce((a: number, b: number) => a + b)).toBe(
      summary.users,
    );
    const lines = read("first", "segments.csv").trimEnd().split("\n");
    expect(lines[0]).toBe("user_id,segment,name,name_zh,silhouette");
    expect(lines).toHaveLength(summary.users + 1);

    const again = await segment("--config", join(folder, "first", "run.json"), "--out", "again");
    expect(again.code).toBe(0);
    for (const file of ["segments.csv", "set-aside.csv", "run.json"]) {
      expect(read("again", file)).toBe(read("first", file));
    }
  });

  test("a repeat into the same folder finds every stage there", async () => {
    const before = read("first", "segments.csv");
    await segment(orders, "--out", "first");
    expect(summaryOf("first").stagesReused).toEqual(["ingest", "features", "clustering", "evaluation", "segments"]);
    expect(read("first", "segments.csv")).toBe(before);
  });

  test("customers kept apart are listed, and the list goes with the wish", async () => {
    writeFileSync(join(folder, "wholesale.csv"), wholesaleOrders());
    writeFileSync(join(folder, "apart.json"), JSON.stringify({ features: { wholesale: "apart" } }));
    expect((await segment("wholesale.csv", "--config", "apart.json", "--out", "apart")).code).toBe(0);
    const { users, buyers, wholesale } = summaryOf("apart");
    expect(wholesale).toMatchObject({ users: 1, apart: true });
    expect(users).toBe(buyers - 1);
    expect(read("apart", "apart.csv")).toBe("user_id,revenue\nbig,90000\n");
    expect((await segment("wholesale.csv", "--out", "apart")).code).toBe(0);
    expect(summaryOf("apart").users).toBe(buyers);
    expect(existsSync(join(folder, "apart", "apart.csv"))).toBe(false);
  });

  test("a plain table with gaps is compared by what people have, and who belongs where is listed while an algorithm says so", async () => {
    const cell = (row: number, at: number) => String(10 * ((row + at) % 3) + ((row * 7 + at * 5) % 11) / 10);
    const rows = Array.from({ length: 120 }, (_, row) =>
      [0, 1, 2].map((at) => (row % 5 === 0 && at === row % 3 ? "" : cell(row, at))).join(","),
    );
    writeFileSync(join(folder, "table.csv"), ["a,b,c", ...rows, ""].join("\n"));
    const clusterBy = (clustering: object) => {
      writeFileSync(join(folder, "by.json"), JSON.stringify({ clustering }));
      return segment("table.csv", "--config", "by.json", "--out", "table");
    };
    expect((await clusterBy({ algorithm: "gaussian-mixture", k: 3 })).code).toBe(0);
    const [head, ...people] = read("table", "membership.csv").trim().split("\n");
    expect(head).toBe("user_id,segment,next_segment,next_share,membership_0,membership_1,membership_2");
    expect(people).toHaveLength(120);
    // Who lacks something was placed: how surely they belong is not known.
    expect(people.filter((line) => line.endsWith(",,,,,"))).toHaveLength(24);
    const gower = { algorithm: "hierarchical", linkage: "average", distance: "gower", k: 3 };
    expect((await clusterBy(gower)).code).toBe(0);
    expect(existsSync(join(folder, "table", "membership.csv"))).toBe(false);
    const { notes, segments } = summaryOf("table") as { notes: { en: string }[]; segments: { size: number }[] };
    expect(notes.map(({ en }) => en).join()).toContain("24 of 120 lack some features. Nothing was filled in");
    expect(segments.map(({ size }) => size)).toEqual([40, 40, 40]);
  });

  test("another k keeps what comes before it", async () => {
    writeFileSync(join(folder, "k5.json"), JSON.stringify({ clustering: { k: 5 } }));
    const five = await segment(orders, "--config", "k5.json", "--out", "first");
    expect(five.code).toBe(0);
    const summary = summaryOf("first");
    expect(summary.k).toBe(5);
    expect(summary.chosenBy).toBe("asked");
    expect(summary.stagesReused).toEqual(["ingest", "features"]);
  });

  test("--print-config shows the decided config and runs nothing", async () => {
    const { code, stdout } = await segment(orders, "--print-config");
    expect(code).toBe(0);
    expect(JSON.parse(stdout).tables[0].columns.user_id.role).toBe("user");
  });

  test.each([
    [["--out", "x"], 2],
    [["nothing-here.csv", "--out", "x"], 1],
    [["shop/transactions.csv", "--config", "bad.json", "--out", "x"], 2],
  ])("%j ends in one line and code %d", async (args, expected) => {
    writeFileSync(join(folder, "bad.json"), '{"clustering": {"k": "many"}}');
    const { code, stdout, stderr } = await segment(...args);
    expect(code).toBe(expected);
    expect(stdout).toBe("");
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  test("a signal in the middle ends it within a second, with no half file, no draft and no child", async () => {
    const child = spawn("node", [script, "segment", orders, "--out", "cut"], {
      cwd: root,
      env: { ...process.env, INIT_CWD: folder },
      stdio: "ignore",
    });
    const drafts = join(folder, "cut", "store", "drafts");
    while (!existsSync(drafts) && child.exitCode === null) await wait(5);
    const started = performance.now();
    child.kill("SIGINT");
    const [code] = await once(child, "exit");
    expect(performance.now() - started).toBeLessThan(1000);
    expect(code).toBe(130);
    expect(readdirSync(drafts)).toEqual([]);
    expect(readdirSync(join(folder, "cut"))).toEqual(["store"]);
    expect(stageProcessesOf(child.pid)).toEqual([]);

    const next = await segment(orders, "--out", "cut");
    expect(next.code).toBe(0);
  });
});

/** Stage processes whose parent is `pid`, by the kernel's own list. */
function stageProcessesOf(pid: number | undefined): string[] {
  if (!existsSync("/proc")) return [];
  return readdirSync("/proc").filter((entry) => {
    if (!/^\d+$/.test(entry)) return false;
    try {
      const commandLine = readFileSync(join("/proc", entry, "cmdline"), "utf8");
      return (
        /stage-process\.[jt]s/.test(commandLine) &&
        readFileSync(join("/proc", entry, "stat"), "utf8").split(" ")[3] === String(pid)
      );
    } catch {
      return false;
    }
  });
}
