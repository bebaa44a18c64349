import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { hashValue } from "../core/hash.ts";
import { daysFor, type SampleFile, sampleFiles, writeSample } from "./write-sample.ts";

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "clade-sample-"));
  folders.push(folder);
  return folder;
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();
}

const read = (folder: string, name: SampleFile) => readFileSync(join(folder, sampleFiles[name].path), "utf8");

async function sample(users: number, options: { seed?: number; only?: SampleFile[]; language?: "en" | "zh" } = {}) {
  const out = newFolder();
  const summary = await writeSample({ users, out, ...options });
  return { out, summary };
}

const names = Object.keys(sampleFiles) as SampleFile[];

describe("writeSample", () => {
  it("writes every file under its name, the truth apart, and counts rows and bytes", async () => {
    const { out, summary } = await sample(60);
    expect(filesIn(out)).toEqual([
      "campaigns.csv",
      "events.csv",
      "personas.csv",
      "reviews.csv",
      "searches.csv",
      "transactions.csv",
      "users.csv",
    ]);
    for (const { name, rows, bytes } of summary) {
      const file = name as SampleFile;
      const text = read(out, file);
      expect(text.split("\n").length).toBe(rows + 2);
      expect(Buffer.byteLength(text)).toBe(bytes);
      expect(text.startsWith(`${sampleFiles[file].columns.join(",")}\n`)).toBe(true);
    }
    expect(read(out, "users")).not.toMatch(/reseller|looker|steady|bargain/);
  });

  it("gives the same bytes for the same seed and others for another", async () => {
    const [first, second, other] = await Promise.all([sample(80), sample(80), sample(80, { seed: 1 })]);
    for (const name of names) {
      expect(hashValue(read(second.out, name))).toBe(hashValue(read(first.out, name)));
      expect(read(other.out, name)).not.toBe(read(first.out, name));
    }
  });

  it("gives a user the same rows whatever the number of users and whichever files are asked for", async () => {
    const few = await sample(50);
    const many = await sample(120);
    for (const name of names) {
      expect(read(many.out, name).startsWith(read(few.out, name))).toBe(true);
      const alone = await sample(50, { only: [name] });
      expect(read(alone.out, name)).toBe(read(few.out, name));
    }
  });

  it("speaks one language where one is asked for, about half each where not", async () => {
    const languages = async (language?: "en" | "zh") => {
      const { out } = await sample(400, { only: ["users"], ...(language && { language }) });
      return read(out, "users").match(/,(en|zh),/g) ?? [];
    };
    expect(new Set(await languages("en"))).toEqual(new Set([",en,"]));
    expect(new Set(await languages("zh"))).toEqual(new Set([",zh,"]));
    const chinese = (await languages()).filter((cell) => cell === ",zh,").length;
    expect(Math.abs(chinese / 400 - 0.5)).toBeLessThan(0.1);
  });

  it("leaves nothing behind when it is aborted", async () => {
    const out = newFolder();
    const stop = new AbortController();
    const writing = writeSample({ users: 100_000, out, signal: stop.signal });
    setTimeout(() => stop.abort(), 30);
    await expect(writing).rejects.toThrow();
    expect(filesIn(out)).toEqual([]);
  });

  it("keeps an earlier sample until the new one is whole", async () => {
    const { out } = await sample(10);
    const before = read(out, "transactions");
    const stop = new AbortController();
    const writing = writeSample({ users: 100_000, out, seed: 5, signal: stop.signal });
    setTimeout(() => stop.abort(), 30);
    await expect(writing).rejects.toThrow();
    expect(read(out, "transactions")).toBe(before);
    expect(filesIn(out)).toHaveLength(names.length);
  });

  it("finds the period that gives about so many lines", async () => {
    const out = newFolder();
    const days = daysFor({ users: 3000 }, 30_000);
    const [transactions] = await writeSample({ users: 3000, out, days, only: ["transactions"] });
    expect(Math.abs((transactions?.rows ?? 0) / 30_000 - 1)).toBeLessThan(0.05);
  });
});
