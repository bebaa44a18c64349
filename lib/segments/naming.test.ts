import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extractors } from "../features/extractors/index.ts";
import type { FeatureInfo, Unit } from "../features/schema.ts";
import { nameSegments } from "./naming.ts";
import type { SegmentFeature } from "./schema.ts";

const customers = { en: "customers", zh: "客户" };
const users = { en: "users", zh: "用户" };

/** A feature of orders as features.json has it. */
function bought(id: string): FeatureInfo {
  const extractor = extractors.find((entry) => entry.id === id);
  if (!extractor) throw new Error(`no extractor ${id}`);
  return { ...extractor, coverage: 1, inMatrix: true, leftOut: null };
}

/** A column of a user table. */
function column(name: string, unit: Unit = "number"): FeatureInfo {
  const treatment = { use: true, log: false, winsorise: 0, scale: "standard" } as const;
  const label = { en: name, zh: name };
  return {
    id: name,
    label,
    help: label,
    unit,
    decimals: 0,
    coverage: 1,
    treatment,
    inMatrix: true,
    leftOut: null,
    words: null,
  };
}

/** Cells from [standardised, value in real units] or, where a value does not matter, the standardised mean alone. */
type Row = readonly (number | readonly [number, number])[];

function cell(entry: number | readonly [number, number]): SegmentFeature {
  const [standardised, value] = typeof entry === "number" ? [entry, 100 + 50 * entry] : entry;
  return { mean: value, median: value, standardised };
}

function name(
  features: readonly FeatureInfo[],
  rows: readonly Row[],
  overall: Row,
  people = customers,
  related = (_a: number, _b: number) => 0,
) {
  const names = nameSegments({
    features,
    profiles: rows.map((row) => row.map(cell)),
    overall: overall.map(cell),
    coverage: rows.map((row) => row.map(() => 1)),
    related,
    people,
  });
  return names.map(({ name: { en, zh } }) => `${en} | ${zh}`);
}

describe("names of customers who bought", () => {
  const rfm = ["recency", "frequency", "monetary", "average-order-value", "tenure"].map(bought);
  const everybody: Row = [
    [0, 51],
    [0, 2],
    [0, 674],
    [0, 294],
    [0, 249],
  ];
  /** Pairs of Online Retail that go together, by their logarithms. */
  const together = (a: number, b: number) => (new Set([a, b, 2]).size === 2 && a + b > 2 ? 0.8 : 0.3);

  it("are what a marketer would call the five segments of Online Retail", () => {
    const rows: Row[] = [
      [
        [-0.4, 29],
        [0.39, 4],
        [0.22, 991],
        [-0.2, 255],
        [0.39, 301],
      ],
      [
        [0.97, 202],
        [-0.71, 1],
        [-1.13, 193],
        [-1.02, 153],
        [0.28, 279],
      ],
      [
        [-0.95, 12],
        [1.48, 9],
        [1.44, 3640],
        [0.69, 400],
        [0.59, 332],
      ],
      [
        [0.81, 145],
        [-0.56, 2],
        [0.09, 748],
        [0.82, 457],
        [0.18, 264],
      ],
      [
        [-0.46, 30],
        [-0.76, 1],
        [-0.68, 326],
        [-0.18, 263],
        [-1.78, 41],
      ],
    ];
    expect(name(rfm, rows, everybody, customers, together)).toEqual([
      "Typical customers | 普通客户",
      "Lapsed small spenders | 沉睡低消费客户",
      "Recent big spenders | 近期高消费客户",
      "Lapsed big-basket customers | 沉睡高客单客户",
      "New customers | 新客户",
    ]);
  });

  it("do not call customers new or lapsed by deviations alone: all of CDNOW's first bought in one quarter", () => {
    const long: Row = [
      [0, 471],
      [0, 1],
      [0, 40],
      [0, 30],
      [0, 497],
    ];
    const rows: Row[] = [
      [
        [0.44, 476],
        [-0.5, 1],
        [-0.66, 21],
        [-0.5, 21],
        [-0.95, 481],
      ],
      [
        [0.46, 515],
        [-0.5, 1],
        [-0.79, 20],
        [-0.68, 20],
        [0.81, 522],
      ],
    ];
    for (const text of name(rfm, rows, long)) expect(text).not.toMatch(/new|lapsed|long-standing/i);
  });

  it("leave a feature out that most of a segment lack", () => {
    const [recency, tenure] = [bought("recency"), bought("tenure")];
    const coverage = [
      [0.4, 1],
      [1, 1],
    ];
    const profiles = [
      [cell([-2, 3]), cell([-1, 20])],
      [cell([1, 90]), cell([1, 300])],
    ];
    const overall = [cell([0, 50]), cell([0, 200])];
    const named = nameSegments({
      features: [recency, tenure],
      profiles,
      overall,
      coverage,
      related: () => 0,
      people: customers,
    });
    expect(named[0]).toEqual({ name: { en: "New customers", zh: "新客户" }, features: [1] });
  });

  it("do not say the same thing twice: units go with spend, small baskets with small spend", () => {
    const features = ["monetary", "average-order-value", "units"].map(bought);
    expect(
      name(
        features,
        [
          [1.2, 1.1, 1.3],
          [-1.2, -1.1, -1.3],
        ],
        [0, 0, 0],
      ),
    ).toEqual(["Big spenders | 高消费客户", "Small spenders | 低消费客户"]);
  });

  it("stay apart by the next telling feature, not by a number", () => {
    const features = ["recency", "frequency", "monetary"].map(bought);
    const rows: Row[] = [
      [0.1, 0.2, 1.6],
      [-0.2, 0.5, 1.4],
      [0.5, 0.1, 1.3],
      [0, -0.1, -1.2],
    ];
    const names = name(features, rows, [0, 0, 0]);
    expect(new Set(names).size).toBe(4);
    expect(names.join()).not.toMatch(/\d/);
  });

  it("give the word to the segment that is furthest, so that the biggest spenders are the ones called so", () => {
    const features = ["recency", "frequency", "monetary"].map(bought);
    const rows: Row[] = [
      [-1.4, 2.1, 1.9],
      [-0.8, 0.7, 0.7],
      [1, -0.8, -0.9],
    ];
    expect(name(features, rows, [0, 0, 0], customers, (a: number, b: number) => (a > 0 && b > 0 ? 0.8 : 0.5))).toEqual([
      "Recent big spenders | 近期高消费客户",
      "Recent regulars | 近期常客",
      "Lapsed small spenders | 沉睡低消费客户",
    ]);
  });
});

describe("names of users", () => {
  it("read like people on a usual table", () => {
    const features = [
      column("Gender: Female", "yes-no"),
      column("Age"),
      column("Annual Income (k$)"),
      column("Spending Score (1-100)"),
    ];
    const rows: Row[] = [
      [[0, 0.56], -0.98, -0.75, 0.47],
      [[0, 0.57], 1.2, -0.23, -0.05],
      [[0, 0.54], -0.43, 0.98, 1.22],
      [[0, 0.49], 0.07, 0.98, -1.2],
      [[0.89, 1], -0.93, 0.1, 0.1],
    ];
    expect(name(features, rows, [[0, 0.56], 0, 0, 0], users)).toEqual([
      "Young low earners | 年轻低收入用户",
      "Older users | 年长用户",
      "High-income big spenders | 高收入高消费用户",
      "Low-spending high earners | 高收入低消费用户",
      "Young female users | 年轻女性用户",
    ]);
  });

  it("use a column's own name where it is not a usual one", () => {
    const features = [column("Web Visits"), column("Education: PhD", "yes-no"), column("距离（公里）")];
    const rows: Row[] = [
      [1.4, [0.1, 0.3], 0],
      [-1.2, [1.1, 0.9], 0],
      [0, [0, 0.3], -1],
    ];
    expect(name(features, rows, [0, [0, 0.3], 0], users)).toEqual([
      "High Web Visits | Web Visits 高",
      "Low Web Visits, education PhD | Web Visits 低、Education: PhD",
      "Low 距离 | 距离低",
    ]);
  });

  it("take strange column names for text and cut long ones", () => {
    const strange = [
      "<img src=x onerror=alert(1)>",
      '=HYPERLINK("http://x")',
      "a".repeat(300),
      "__proto__",
      "\u202e\n",
    ];
    const rows = strange.map((_, at) => strange.map((__, other) => (at === other ? 2 : -0.3)));
    const names = name(
      strange.map((label) => column(label)),
      rows,
      strange.map(() => 0),
      users,
    );
    expect(names[0]).toBe("High <img src=x onerror=aler… | <img src=x onerror=aler… 高");
    expect(names[1]).toContain("High =HYPERLINK");
    for (const text of names) expect(text).toMatch(/^[^\n\u202e]{3,60}$/u);
  });
});

const anyProfiles = fc
  .record({
    k: fc.integer({ min: 1, max: 14 }),
    ids: fc.subarray(
      extractors.slice(0, 13).map(({ id }) => id),
      { minLength: 1 },
    ),
    columns: fc.array(fc.string({ unit: "grapheme", maxLength: 40 }), { maxLength: 4 }),
  })
  .chain(({ k, ids, columns }) => {
    const features = [...ids.map(bought), ...columns.map((label, at) => column(label, at % 2 ? "yes-no" : "number"))];
    const entry = fc.tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: 0, max: 5, noNaN: true }));
    const rows = fc.array(fc.array(entry, { minLength: features.length, maxLength: features.length }), {
      minLength: k,
      maxLength: k,
    });
    return fc.record({ features: fc.constant(features), rows });
  });

describe("any profiles", () => {
  it("give names that are never alike, never long, never empty, and always the same", () => {
    fc.assert(
      fc.property(anyProfiles, ({ features, rows }) => {
        const overall = features.map((): [number, number] => [0, 1]);
        const names = name(features, rows, overall);
        expect(name(features, rows, overall)).toEqual(names);
        const [en, zh] = [0, 1].map((at) => names.map((text) => text.split(" | ")[at] ?? ""));
        expect(new Set(en?.map((text) => text.toLowerCase())).size).toBe(rows.length);
        expect(new Set(zh?.map((text) => text.toLowerCase())).size).toBe(rows.length);
        for (const text of en ?? []) expect(Array.from(text).length).toBeLessThanOrEqual(32);
        for (const text of zh ?? []) expect(Array.from(text).length).toBeLessThanOrEqual(32);
        for (const text of names) expect(text).toMatch(/^\S.* \| \S.*$/su);
      }),
      { numRuns: 60 },
    );
  });

  it("keep each segment's name when segments are listed in another order", () => {
    fc.assert(
      fc.property(anyProfiles, ({ features, rows }) => {
        const scores = new Set(rows.map((row) => JSON.stringify(row)));
        fc.pre(scores.size === rows.length && rows.length < 6);
        const overall = features.map((): [number, number] => [0, 1]);
        const names = name(features, rows, overall);
        expect(name(features, rows.toReversed(), overall).toReversed().toSorted()).toEqual(names.toSorted());
      }),
      { numRuns: 30 },
    );
  });

  it("say where a segment lies when every word is taken", () => {
    const rows: Row[] = [-1.5, -0.7, 0, 0.7, 1.5].map((z) => [[z, 45 + 15 * z]]);
    expect(name([column("Age")], rows, [[0, 45]], users)).toEqual([
      "Young users | 年轻用户",
      "Age about 35 | Age 约 35",
      "Typical users | 普通用户",
      "Age about 56 | Age 约 56",
      "Older users | 年长用户",
    ]);
  });

  it("number names only when nothing tells segments apart", () => {
    expect(name([bought("recency")], [[0], [0], [0]], [0])).toEqual([
      "Typical customers 2 | 普通客户 2",
      "Typical customers 3 | 普通客户 3",
      "Typical customers | 普通客户",
    ]);
  });
});
