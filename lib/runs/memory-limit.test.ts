import fc from "fast-check";
import { expect, test } from "vitest";
import { memoryLimitMb } from "./memory-limit.ts";

const megabyte = 2 ** 20;

test("leaves a small file far less than a machine has, yet twice what an honest run was seen to need", () => {
  expect(memoryLimitMb(10_000, 2)).toBeLessThan(3000);
  expect(memoryLimitMb(10_000, 2)).toBeGreaterThan(2 * 1100);
  expect(memoryLimitMb(590 * megabyte, 2)).toBeGreaterThan(2 * 1530);
});

test("a million users with 20 categories of one letter, 200 columns in all, have room for them as doubles and floats", () => {
  expect(memoryLimitMb(1e6 * 20 * 2, 2)).toBeGreaterThan(1100 + (1e6 * 200 * (8 + 4)) / megabyte);
});

test("grows with the input and with the threads, in whole megabytes", () => {
  fc.assert(
    fc.property(fc.nat(2 ** 31 - 2), fc.integer({ min: 1, max: 63 }), (bytes, threads) => {
      const limit = memoryLimitMb(bytes, threads);
      expect(Number.isInteger(limit)).toBe(true);
      expect(memoryLimitMb(bytes + megabyte, threads)).toBeGreaterThan(limit);
      expect(memoryLimitMb(bytes, threads + 1)).toBeGreaterThan(limit);
    }),
  );
});
