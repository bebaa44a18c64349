import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainLabel, trimLabel } from "./label.ts";

describe("plainLabel", () => {
  it.each([
    ["Annual Income (k$)", "Annual Income"],
    ["num_store_purchases", "num store purchases"],
    ["  two\t\n lines ", "two lines"],
    ["年收入（元）", "年收入"],
    ["right\u202eto left\u200b", "right to left"],
    ["(k$)", "(k$)"],
    ["___", "?"],
    ["<b>bold</b>", "<b>bold</b>"],
  ])("reads %j as %j", (text, plain) => {
    expect(plainLabel(text)).toBe(plain);
  });

  it("always leaves something to read, in one line", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(plainLabel(text)).toMatch(/^\S(?:.*\S)?$/su);
        expect(plainLabel(text)).not.toMatch(/[\n\r\t\0]/);
      }),
    );
  });
});

describe("trimLabel", () => {
  it.each([
    ["short", 10, "short"],
    ["Number of store purchases", 16, "Number of store…"],
    ["Donaudampfschifffahrt", 8, "Donauda…"],
    ["😀😀😀😀", 3, "😀😀…"],
  ])("cuts %j at %d", (text, width, cut) => {
    expect(trimLabel(text, width)).toBe(cut);
  });
});
