import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PageState, readState, toggleFocus, writeState } from "./state.ts";

const defaults = {
  lang: "en",
  tabs: ["silhouette", "count", "profile"],
  charts: ["map", "silhouette", "count", "profile"],
  segments: [0, 1, 2, 3, 4],
} as const;

describe("readState", () => {
  it("reads a deep link", () => {
    expect(readState("#lang=zh&theme=dark&tab=count&segment=2,0&table=map", defaults)).toEqual({
      lang: "zh",
      theme: "dark",
      tab: "count",
      focus: [2, 0],
      twins: ["map"],
    });
  });

  it("takes zh-CN for Chinese and keeps the browser's language where none is asked for", () => {
    expect(readState("#lang=zh-CN", defaults).lang).toBe("zh");
    expect(readState("", { ...defaults, lang: "zh" }).lang).toBe("zh");
    expect(readState("#segment=-1,2", { ...defaults, segments: [0, 1, 2, -1] }).focus).toEqual([-1, 2]);
  });

  it("passes over what does not exist", () => {
    expect(readState("#lang=fr&theme=pink&tab=nowhere&segment=7,-1,x&table=no", defaults)).toEqual({
      lang: "en",
      theme: "system",
      tab: "silhouette",
      focus: [],
      twins: [],
    });
  });

  it("reads back whatever it wrote", () => {
    const state: fc.Arbitrary<PageState> = fc.record({
      lang: fc.constantFrom("en", "zh"),
      theme: fc.constantFrom("system", "light", "dark"),
      tab: fc.constantFrom(...defaults.tabs),
      focus: fc.uniqueArray(fc.integer({ min: 0, max: 4 })),
      twins: fc.uniqueArray(fc.constantFrom(...defaults.charts)),
    });
    fc.assert(
      fc.property(state, (wanted) => {
        expect(readState(writeState(wanted, defaults), defaults)).toEqual(wanted);
      }),
    );
  });
});

describe("toggleFocus", () => {
  it("puts one in front, and all again when pressed twice", () => {
    expect(toggleFocus([], 2, false)).toEqual([2]);
    expect(toggleFocus([2], 2, false)).toEqual([]);
    expect(toggleFocus([1, 2], 2, false)).toEqual([2]);
  });

  it("adds and takes away with Shift", () => {
    expect(toggleFocus([1], 2, true)).toEqual([1, 2]);
    expect(toggleFocus([1, 2], 1, true)).toEqual([2]);
  });
});
