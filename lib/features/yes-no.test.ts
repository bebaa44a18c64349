import { expect, it } from "vitest";
import { readYesNo, yesOf } from "./yes-no.ts";

it("knows both words of a pair, whichever comes first and however they are written", () => {
  expect([yesOf("N", "Y"), yesOf("有", "无"), yesOf("yes", "n")]).toEqual(["Y", "有", undefined]);
  expect(["TRUE ", "f", "否", "1", "0", "maybe", ""].map(readYesNo)).toEqual([
    true,
    false,
    false,
    true,
    false,
    null,
    null,
  ]);
});
