import { describe, expect, it } from "vitest";
import { chooseFit, offeredKs } from "./choose-k.ts";

const range = { k: "auto", kMin: 3, kMax: 5 } as const;

describe("offeredKs", () => {
  it("shows two groups without offering them", () => {
    expect(offeredKs([2, 3, 4, 5], range)).toEqual([3, 4, 5]);
  });

  it("offers the asked k wherever it lies", () => {
    expect(offeredKs([2, 3, 4, 5, 9], { ...range, k: 9 })).toEqual([3, 4, 5, 9]);
    expect(offeredKs([2, 3, 4, 5], { ...range, k: 2 })).toEqual([2, 3, 4, 5]);
  });

  it("offers the largest fit there is where the users are too alike for the range", () => {
    expect(offeredKs([2], range)).toEqual([2]);
  });
});

describe("chooseFit", () => {
  const fits = [
    { k: 2, silhouette: 0.9, offered: false },
    { k: 3, silhouette: 0.3, offered: true },
    { k: 4, silhouette: 0.4, offered: true },
    { k: 5, silhouette: 0.4, offered: true },
  ];

  it("takes the highest silhouette on offer, the smaller k of two equals", () => {
    expect(chooseFit(fits, "auto").k).toBe(4);
    expect(chooseFit(fits.toReversed(), "auto").k).toBe(4);
  });

  it("takes the asked k whatever its silhouette", () => {
    expect(chooseFit(fits, 3).k).toBe(3);
    expect(chooseFit(fits, 2).k).toBe(2);
  });

  it("passes over an undefined silhouette unless there is nothing else", () => {
    const undefinedFirst = [{ k: 3, silhouette: null, offered: true }, ...fits.slice(2)];
    expect(chooseFit(undefinedFirst, "auto").k).toBe(4);
    expect(chooseFit(undefinedFirst.slice(0, 1), "auto").k).toBe(3);
  });

  it("says which k does not exist", () => {
    expect(() => chooseFit(fits, 7)).toThrow("k = 7");
  });
});
