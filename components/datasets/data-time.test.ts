import { expect, test } from "vitest";
import { readDataTime } from "./data-time.ts";

test("the first of January stays the first of January in every zone", () => {
  expect(readDataTime("2025-01-01 00:00:00").toISOString()).toBe("2025-01-01T00:00:00.000Z");
});
