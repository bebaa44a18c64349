import { describe, expect, it } from "vitest";
import { createPeriod } from "./calendar.ts";
import { drawHistory } from "./history.ts";
import { poundText, transactionColumns, writeTransactions } from "./transactions.ts";
import { createUser, createUserSource } from "./user.ts";

const period = createPeriod(540);
const source = createUserSource(3, "both", period.days);
const perUser = Array.from({ length: 1500 }, (_, index) => {
  const user = createUser(source, index);
  const rows: string[] = [];
  writeTransactions(user, drawHistory(user, period), period, (row) => rows.push(row));
  return { user, rows };
});
const rows = perUser.flatMap((entry) => entry.rows);

/** Cells of a row; the only quoted cells are descriptions, whose commas become spaces here. */
function cells(row: string): string[] {
  return row.replace(/"([^"]*)"/g, (_, text: string) => text.replaceAll(",", " ")).split(",");
}

const column = (name: (typeof transactionColumns)[number]) => transactionColumns.indexOf(name);
const sound = rows.map(cells).filter((row) => row.length === transactionColumns.length && row[1] !== "");

describe("transactions.csv", () => {
  it("holds each user's rows in order of time, inside the period", () => {
    for (const { rows: own, user } of perUser) {
      const times = own
        .map(cells)
        .filter((row) => row[1] === user.id && /^[OR]/.test(row[0] ?? ""))
        .map((row) => row[column("time")] ?? "");
      expect(times).toEqual([...times].sort());
      expect(times.every((time) => time >= "2024-05-05" && time < "2025-10-27")).toBe(true);
    }
  });

  it("writes returns as negative lines at the price that was paid", () => {
    const returns = sound.filter((row) => row[column("status")] === "returned");
    expect(returns.length).toBeGreaterThan(100);
    const key = (row: readonly string[]) => `${row[0]?.slice(1)} ${row[column("item")]} ${row[column("unit_price")]}`;
    const bought = new Set(sound.filter((row) => row[0]?.startsWith("O")).map(key));
    expect(returns.filter((row) => !bought.has(key(row)))).toEqual([]);
    expect(returns.every((row) => Number(row[column("quantity")]) < 0)).toBe(true);
  });

  it("has postage below 35 pounds, vouchers, coupons, failed orders and other addresses", () => {
    const items = sound.map((row) => row[column("item")]);
    expect(items).toContain("POST");
    const voucher = sound.find((row) => row[column("item")] === "VOUCHER");
    expect(voucher?.slice(column("quantity"), column("status"))).toEqual(["1", "-5.00", "0", "SAVE5"]);
    const statuses = new Set(sound.map((row) => row[column("status")]));
    expect(statuses).toEqual(new Set(["completed", "returned", "cancelled", "unpaid"]));
    expect(sound.some((row) => row[column("coupon")] === "LUMEN20" && row[column("discount")] === "0.20")).toBe(true);
    expect(sound.some((row) => row[column("recipient")] !== "" && row[0]?.startsWith("O"))).toBe(true);
  });

  it("breaks a few rows on purpose, in four ways", () => {
    const guests = rows.filter((row) => /^G[^,;]*,,/.test(row));
    const masked = guests.filter((row) => row.endsWith("*"));
    const impossible = rows.filter((row) => row.includes("-02-30 25:61:00"));
    const semicolons = rows.filter((row) => row.startsWith("G") && row.includes(";") && cells(row).length === 1);
    for (const broken of [masked, impossible, semicolons]) {
      expect(broken.length).toBeGreaterThan(0);
      expect(broken.length).toBeLessThan(rows.length / 500);
    }
    expect(guests.length).toBeGreaterThan(masked.length);
    expect(guests.length).toBeLessThan(rows.length / 50);
    expect(masked.some((row) => /\*\*$/.test(row))).toBe(true);
  });

  it("writes pence as pounds", () => {
    expect([5, 100, 1205, 123456789].map(poundText)).toEqual(["0.05", "1.00", "12.05", "1234567.89"]);
  });

  it("speaks the user's language", () => {
    const chinese = /[\u4e00-\u9fff]/;
    for (const { user, rows: own } of perUser.slice(0, 200)) {
      for (const row of own) expect(chinese.test(row)).toBe(user.language === "zh");
    }
  });
});
