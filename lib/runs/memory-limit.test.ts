import fc from "fast-check";
import { expect, test } from "vitest";
import { memoryLimitMb, unpackedBytes } from "./memory-limit.ts";

const megabyte = 2 ** 20;
const machineBytes = 64 * 2 ** 30;
const limitMb = (inputBytes: number, threads: number) => memoryLimitMb({ inputBytes, threads, machineBytes });

test("leaves a small file far less than a machine has, yet twice what an honest run was seen to need", () => {
  expect(limitMb(10_000, 2)).toBeLessThan(3000);
  expect(limitMb(10_000, 2)).toBeGreaterThan(2 * 1100);
  expect(limitMb(590 * megabyte, 2)).toBeGreaterThan(2 * 1530);
});

test("a million users with 20 categories of one letter, 200 columns in all, have room for them as doubles and floats", () => {
  expect(limitMb(1e6 * 20 * 2, 2)).toBeGreaterThan(1100 + (1e6 * 200 * (8 + 4)) / megabyte);
});

test("never takes more than three quarters of the machine, whatever the file claims to hold", () => {
  expect(memoryLimitMb({ inputBytes: 1e12, threads: 2, machineBytes: 8 * 2 ** 30 })).toBe(6144);
});

test("grows with the input and with the threads, in steps, and files alike have one limit", () => {
  fc.assert(
    fc.property(fc.nat(2 ** 29), fc.integer({ min: 1, max: 31 }), (bytes, threads) => {
      const limit = limitMb(bytes, threads);
      expect(limit % 256).toBe(0);
      expect(limitMb(bytes + 16 * megabyte, threads)).toBeGreaterThan(limit);
      expect(limitMb(bytes, threads + 1)).toBeGreaterThan(limit);
    }),
  );
  expect(limitMb(10_000, 2)).toBe(limitMb(20_000, 2));
});

test("a packed file counts ten times its size", () => {
  const files = [
    { name: "june.csv", bytes: 500 },
    { name: "july.csv.gz", bytes: 100 },
  ];
  expect(unpackedBytes(files)).toBe(1500);
  expect(unpackedBytes([])).toBe(0);
});
