import { describe, expect, test } from "vitest";
import type { Unit } from "../features/schema.ts";
import { namesAround } from "./around.ts";
import { feature } from "./charts/fixtures/report-data.ts";
import type { NamingInput } from "./name-candidates.ts";

interface Cell {
  readonly z: number | null;
  readonly median: number | null;
  readonly coverage?: number;
  readonly unit?: Unit;
  readonly inMatrix?: boolean;
  readonly label?: string;
}

function around(...cells: readonly Cell[]) {
  const input = {
    features: cells.map(({ unit = "number", inMatrix = true, label }, i) =>
      feature(`f${i}`, label ?? `Feature ${i}`, label ?? `特征 ${i}`, unit, { inMatrix, decimals: 0 }),
    ),
    profiles: [cells.map(({ z, median }) => ({ mean: median, median, standardised: z }))],
    overall: [],
    coverage: [cells.map(({ coverage = 1 }) => coverage)],
  };
  return namesAround(input as unknown as NamingInput, 0).map(({ name }) => name);
}

describe("a segment that no word tells from the others", () => {
  test("is named by where its middle lies, the feature furthest from everybody first", () => {
    expect(
      around({ z: 0.1, median: 61, label: "Age" }, { z: -0.4, median: 12, unit: "days", label: "Recency" }),
    ).toEqual([
      { en: "Recency about 12 days", zh: "Recency 约 12 天" },
      { en: "Age about 61", zh: "Age 约 61" },
    ]);
  });

  test("has no gap before “约” in a Chinese name, and a name that is cut where it is long", () => {
    const [name] = around({ z: 1, median: 3, label: "累计消费金额" });
    expect(name?.zh).toBe("累计消费金额约 3");
    expect(around({ z: 1, median: 3, label: "a very long name of a column indeed" })[0]?.en).toMatch(
      /^.{1,16} about 3$/,
    );
  });

  test("is not named by what most of it lacks, what was left out, what is yes or no, or what does not differ", () => {
    expect(around({ z: 1, median: 3, coverage: 0.49 })).toEqual([]);
    expect(around({ z: 1, median: 3, inMatrix: false })).toEqual([]);
    expect(around({ z: 1, median: 1, unit: "yes-no" })).toEqual([]);
    expect(around({ z: 0.01, median: 3 }, { z: null, median: 3 }, { z: 1, median: null })).toEqual([]);
    expect(around()).toEqual([]);
  });

  test("takes the earlier of two features that lie as far away, on whatever side", () => {
    expect(around({ z: -0.5, median: 1 }, { z: 0.5, median: 2 }).map(({ en }) => en)).toEqual([
      ...["Feature 0 about 1", "Feature 1 about 2"],
    ]);
  });
});
