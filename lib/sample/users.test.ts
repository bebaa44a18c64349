import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createPeriod } from "./calendar.ts";
import { csvCell, openCsvFile } from "./csv-file.ts";
import { drawHistory } from "./history.ts";
import { maskName } from "./people.ts";
import { createUser, createUserSource } from "./user.ts";
import { hasConsent, userColumns, writeTruth, writeUser } from "./users.ts";

const period = createPeriod(540);
const source = createUserSource(6, "both", period.days);
const users = Array.from({ length: 2000 }, (_, index) => createUser(source, index));

describe("users.csv", () => {
  const rows = users.map((user) => {
    let row: string[] = [];
    const orders = drawHistory(user, period);
    writeUser(user, orders, period, (text) => {
      row = text.split(",");
    });
    return { user, orders, cell: (name: (typeof userColumns)[number]) => row[userColumns.indexOf(name)] ?? "", row };
  });

  it("holds invented people that nobody can be reached at", () => {
    for (const { cell, row } of rows) {
      expect(row).toHaveLength(userColumns.length);
      expect(cell("email")).toMatch(/^l\d{7}@example\.(com|org)$/);
      expect(cell("phone")).toMatch(/^(|\+44 7700 900\d{3}|\+86 100 \d{4} \d{4})$/);
    }
    expect(new Set(rows.map(({ cell }) => cell("email"))).size).toBe(rows.length);
  });

  it("has a few masked names, four in five with consent, in both languages", () => {
    const masked = rows.filter(({ cell }) => cell("name").includes("*")).length;
    expect(masked).toBeGreaterThan(0);
    expect(masked).toBeLessThan(60);
    const consent = rows.filter(({ cell }) => cell("consent") === "yes").length / rows.length;
    expect(Math.abs(consent - 0.8)).toBeLessThan(0.04);
    expect(rows.every(({ cell, user }) => (cell("consent") === "yes") === hasConsent(user))).toBe(true);
    expect(maskName("张伟")).toBe("张**");
    expect(maskName("Zoe Ward")).toBe("Z*** W***");
  });

  it("signs people up before they buy, some of them long before the period", () => {
    for (const { cell, orders, user } of rows) {
      if (orders[0] && user.joined >= 0) expect(orders[0].time).toBeGreaterThan(0);
      expect(cell("signed_up") >= "2022-05-01" && cell("signed_up") < "2025-10-27").toBe(true);
    }
    expect(rows.some(({ cell }) => cell("signed_up") < "2024")).toBe(true);
  });
});

describe("the truth", () => {
  it("names the persona, the first one and the day of a change", () => {
    const rows = users.map((user) => {
      let text = "";
      writeTruth(user, period, (row) => {
        text = row;
      });
      return text;
    });
    expect(rows.every((row) => /^L\d{7},[a-z-]+,[a-z-]+,(\d{4}-\d\d-\d\d)?$/.test(row))).toBe(true);
    const changed = rows.filter((row) => !row.endsWith(",")).length / rows.length;
    expect(changed).toBeGreaterThan(0.04);
    expect(changed).toBeLessThan(0.12);
  });
});

describe("a CSV file", () => {
  it("has its name only when it is whole, and quotes what needs it", () => {
    const folder = mkdtempSync(join(tmpdir(), "clade-csv-"));
    const path = join(folder, "a.csv");
    const file = openCsvFile(path, "a.csv", ["x", "y"]);
    for (let row = 0; row < 20_000; row++) file.write(`${row},${csvCell('Tin, "navy"')}`);
    expect(readdirSync(folder)).toEqual(["a.csv.partial"]);
    file.publish();
    expect(readdirSync(folder)).toEqual(["a.csv"]);
    const lines = readFileSync(path, "utf8").split("\n");
    expect([lines.length, lines[0], lines[20_000]]).toEqual([20_002, "x,y", '19999,"Tin, ""navy"""']);
    expect([file.rows, file.bytes]).toEqual([20_000, readFileSync(path).length]);
    file.abandon();
    expect(readdirSync(folder)).toEqual(["a.csv"]);
    rmSync(folder, { recursive: true });
  });

  it("leaves an older file alone when it is abandoned", () => {
    const folder = mkdtempSync(join(tmpdir(), "clade-csv-"));
    const path = join(folder, "a.csv");
    writeFileSync(path, "old");
    const file = openCsvFile(path, "a.csv", ["x"]);
    file.write("1");
    file.abandon();
    expect(readdirSync(folder)).toEqual(["a.csv"]);
    expect(readFileSync(path, "utf8")).toBe("old");
    rmSync(folder, { recursive: true });
  });
});
