import { describe, expect, it } from "vitest";
import { seriesOf } from "./fixtures/option.ts";
import { makeReport, makeUsersReport } from "./fixtures/report-data.ts";
import { pageTheme } from "./fixtures/themes.ts";
import { fitStrength, shareBelowZero, silhouetteChart } from "./silhouette.ts";
import { stackBands } from "./silhouette-bands.ts";

const theme = pageTheme("light");
const view = { width: 520, height: 430, focus: [] };
const shop = makeReport();

interface Drawn {
  readonly children: readonly {
    readonly type: string;
    readonly shape: { readonly points: readonly (readonly [number, number])[] };
    readonly style: { readonly text: string; readonly opacity: number };
  }[];
}

/** What a band draws when a value and a pixel are the same thing. */
function drawBand(data = shop, id = 0, focus: readonly number[] = [], height = 430): Drawn {
  const option = silhouetteChart.option(data, "en", theme, { ...view, focus, height });
  const { renderItem } = seriesOf(option, `segment-${id}`);
  return renderItem?.({ dataIndex: 0 }, { coord: (point: readonly number[]) => point }) as Drawn;
}

describe("fitStrength", () => {
  it("follows the words of Kaufman & Rousseeuw on two decimals", () => {
    const words = [-0.2, 0.25, 0.2549, 0.26, 0.5, 0.51, 0.7, 0.71].map(fitStrength);
    expect(words).toEqual(["none", "none", "none", "weak", "weak", "reasonable", "reasonable", "strong"]);
  });
});

describe("the silhouette plot", () => {
  it("draws each band through the values of its curve from the first to the last, as many as its pixels tell apart", () => {
    const points = drawBand().children[0]?.shape.points ?? [];
    const curve = shop.silhouetteCurves[0] ?? [];
    const drawn = points.slice(1, -1).flatMap(([value], i) => (i % 2 === 0 ? [value ?? Number.NaN] : []));
    expect(drawn.length).toBeGreaterThan(60);
    expect(drawn.length).toBeLessThan(curve.length);
    expect([drawn[0], drawn.at(-1)]).toEqual([curve[0], curve.at(-1)]);
    for (const value of drawn) expect(curve).toContain(value);
    expect(points.at(-1)?.[0]).toBe(0);
  });

  it("gives larger segments taller bands and every band a line of text", () => {
    const heights = shop.summary.segments.map(({ id }) => {
      const points = drawBand(shop, id).children[0]?.shape.points ?? [];
      return (points.at(-1)?.[1] ?? 0) - (points[0]?.[1] ?? 0);
    });
    expect(heights).toEqual(heights.toSorted((a, b) => b - a));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(27);
    expect(heights.reduce((sum, height) => sum + height, 4 * 6)).toBeCloseTo(430 - 58, 6);
  });

  it("writes name and average, on one line where the band is thin", () => {
    const texts = (drawn: Drawn) => drawn.children.slice(1).map(({ style }) => style.text);
    expect(texts(drawBand())).toEqual(["One order, long ago", expect.stringMatching(/^0\.\d\d$/)]);
    expect(texts(drawBand(shop, 4, [], 160))[0]).not.toContain("\n");
  });

  it("fades what is not in focus but keeps its name readable", () => {
    const [band, name] = drawBand(shop, 0, [1]).children;
    expect(band?.style.opacity).toBeLessThan(0.2);
    expect(name?.style.opacity).toBeGreaterThanOrEqual(0.35);
  });

  it("takes a segment whose silhouettes are undefined", () => {
    const users = makeUsersReport();
    expect(drawBand(users, 2).children[2]?.style.text).toBe("–");
    expect(silhouetteChart.table(users, "en").rows[2]).toEqual(["High income savers", 40, ...Array(7).fill(null)]);
  });
});

describe("a place on a band", () => {
  const bins = seriesOf(silhouetteChart.option(shop, "en", theme, view), "segment-0");
  const cardAt = (place: readonly number[]) =>
    silhouetteChart.hover(shop, "en", { series: "segment-0", index: 1, value: place });

  it("lies in one of its bins, which lie below one another from the best to the worst", () => {
    const places = bins.data.slice(1) as readonly (readonly number[])[];
    expect(places.length).toBeGreaterThan(20);
    expect([places[0]?.[2], places.at(-1)?.[3]]).toEqual([0, 1]);
    for (const [i, place] of places.entries()) if (i > 0) expect(place[2]).toBe(places[i - 1]?.[3]);
  });

  it("tells its silhouettes and how many of the segment fit better", () => {
    const curve = shop.silhouetteCurves[0] ?? [];
    const at = (share: number) => (curve[Math.round(share * (curve.length - 1))] ?? 0).toFixed(3);
    expect(cardAt([0, 9, 0.5, 0.52])?.rows.slice(0, 2)).toEqual([
      ["Silhouette here", `${at(0.52)} – ${at(0.5)}`],
      ["Fit better than here", "751 (50\u00a0%)"],
    ]);
    expect(cardAt([0, 9])?.rows[0]?.[0]).toBe("Customers");
  });

  it("is lit when it is pointed at, as wide as the plot", () => {
    const bin = bins.renderItem?.({ dataIndex: 2 }, { coord: (point: readonly number[]) => point });
    expect(bin).toMatchObject({ type: "rect", style: { opacity: 0 }, shape: { x: -0.2, width: expect.closeTo(1, 6) } });
  });
});

describe("the silhouette's words and table", () => {
  it("name the loosest segment, or say that all are alike", () => {
    expect(silhouetteChart.title(shop, "en")).toBe("Fit is loose on the whole, and lowest in “Returns a lot”");
    expect(silhouetteChart.title(shop, "zh")).toBe("整体贴合程度偏低，“高退货客户”最低");
    const segments = shop.summary.segments.map((s, i) => ({ ...s, silhouette: 0.6 + i / 100 }));
    const even = { ...shop, silhouette: { ...shop.silhouette, mean: 0.62 }, summary: { ...shop.summary, segments } };
    expect(silhouetteChart.title(even, "en")).toBe("Fit is fair, about the same in every segment");
  });

  it("state the error where the average is of a sample", () => {
    const sampled = { ...shop, silhouette: { mean: 0.344, standardError: 0.0031, sample: 10_000 } };
    expect(silhouetteChart.subtitle(sampled, "en")).toContain("average 0.34 ± 0.003, against a sample of 10,000");
    expect(silhouetteChart.subtitle(shop, "en")).not.toContain("±");
  });

  it("give the quantiles of the curves", () => {
    const row = silhouetteChart.table(shop, "en").rows[1] ?? [];
    const curve = shop.silhouetteCurves[1] ?? [];
    expect(row.slice(0, 2)).toEqual(["New this season", 1268]);
    expect([row[3], row[7]]).toEqual([curve.at(-1), curve[0]]);
    expect(row[8]).toBe(shop.silhouetteBelow[1]);
  });

  it("count who lies nearer to another segment, weighted by size", () => {
    const two = makeReport({ sizes: [300, 100] });
    const data = {
      ...two,
      silhouetteCurves: [
        [0.5, 0.4],
        [0.1, -0.1],
      ],
      silhouetteBelow: [0.01, 0.5],
    };
    expect(shareBelowZero(data)).toBeCloseTo(53 / 400, 12);
    expect(shareBelowZero({ ...data, silhouetteCurves: [[], []] })).toBe(0);
  });
});

describe("fifty segments", () => {
  const many = makeReport({ sizes: Array.from({ length: 50 }, (_, i) => 900 - 17 * i) });

  it("name those that fit least, as many as do not touch", () => {
    const bands = stackBands(many, 430 - 58, false);
    const named = bands.filter(({ isNamed }) => isNamed);
    const [worst] = many.summary.segments.toSorted((a, b) => (a.silhouette ?? 1) - (b.silhouette ?? 1) || a.id - b.id);
    expect(named.map(({ id }) => id)).toContain(worst?.id);
    expect(named.length).toBeGreaterThan(12);
    for (const [i, band] of named.entries())
      if (i > 0) expect(band.top + band.height / 2).toBeGreaterThanOrEqual((named[i - 1]?.top ?? 0) + 13);
  });

  it("are all named at the height that the plot asks for, the larger ones still taller", () => {
    const height = silhouetteChart.height?.(many) ?? 0;
    const bands = stackBands(many, height - 58, false);
    expect(bands.every(({ isNamed }) => isNamed)).toBe(true);
    expect(bands[0]?.height).toBeGreaterThan((bands[49]?.height ?? 0) + 2);
    expect(silhouetteChart.height?.(shop)).toBeLessThan(200);
  });

  it("stand close, in order, within the plot, with few points each", () => {
    const tops = Array.from({ length: 50 }, (_, id) => {
      const [polygon] = drawBand(many, id).children;
      expect(polygon?.shape.points?.length).toBeLessThan(40);
      const ys = (polygon?.shape.points ?? []).map(([, y]) => y);
      expect(Math.max(...ys) - Math.min(...ys)).toBeGreaterThan(4);
      return [Math.min(...ys), Math.max(...ys)] as const;
    });
    for (let i = 1; i < 50; i++) expect(tops[i]?.[0]).toBeGreaterThan(tops[i - 1]?.[1] ?? 0);
    expect(tops.at(-1)?.[1]).toBeLessThanOrEqual(430 - 58 + 1e-6);
    expect(silhouetteChart.hover(many, "en", { series: "segment-49", index: 0, value: [] })).toMatchObject({
      segment: 49,
    });
  });
});
