import { describe, expect, it } from "vitest";
import { maskCell, maskId } from "./mask-id.ts";

describe("maskId", () => {
  it.each([
    ["anna@example.org", "a•••@example.org"],
    ["张@例子.中国", "张•••@例子.中国"],
    ["13812345678", "•••5678"],
    ["+8613812345678", "•••5678"],
    ["+44 20 7946 0958", "•••0958"],
    ["(555) 123-4567", "•••4567"],
  ])("masks %s", (id, masked) => {
    expect(maskId(id)).toBe(masked);
  });

  it.each(["17850", "00001", "1234567890", "user@", "@handle", "C-2024-0001", "a1b2c3d4", "2024-01", "", "用户 7"])(
    "leaves %j as it is",
    (id) => {
      expect(maskId(id)).toBe(id);
    },
  );
});

describe("maskCell", () => {
  it.each([
    ["anna@example.org", "a•••@example.org"],
    [" 13812345678 ", "•••5678"],
    ["张小明", "张•••"],
    ["Baker Street 221b", "B•••"],
    ["110101199003070000", "1•••"],
    ["😀 smile", "😀•••"],
    ["", ""],
    ["  ", ""],
  ])("masks %j", (cell, masked) => {
    expect(maskCell(cell)).toBe(masked);
  });
});
