import type { CustomSeriesOption } from "echarts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pageTheme } from "../../segments/charts/fixtures/themes.ts";
import { type Span, spanOf } from "./axis.ts";
import { drawInterval, toneColour } from "./draw-interval.ts";
import type { IntervalRow } from "./interval-row.ts";
import { intervalHeight, intervalOption } from "./interval-rows.ts";
import { placeLead } from "./lead-bar.ts";

const theme = pageTheme("light");
const written = { figure: "+4.5 points", brief: "+4.5", range: "3.9 to 5.2" };
const rowOf = (change: Partial<IntervalRow> = {}): IntervalRow => ({
  ...{ name: "visit", note: "", tone: "good", value: 2, low: 1, high: 3, written },
  ...change,
});

interface Mark {
  readonly type: string;
  readonly shape?: Record<string, number> & { readonly points?: number[][] };
  readonly style: Record<string, unknown>;
}
type Render = NonNullable<CustomSeriesOption["renderItem"]>;

/** Draws a row on a picture where one unit is a hundred pixels and row i lies at 50·i. */
function draw(row: IntervalRow, span: Span = { min: -5, max: 5, interval: 1 }, isWide = true): Mark[] {
  const render = drawInterval([row], theme, span, { isWide, right: 120, width: 640 });
  const api = { coord: ([x = 0, y = 0]: number[]) => [100 * x, 50 * y] };
  const drawn = render({ dataIndex: 0 } as Parameters<Render>[0], api as unknown as Parameters<Render>[1]);
  return (drawn as unknown as { children: Mark[] }).children;
}
const typesOf = (marks: readonly Mark[]) => marks.map(({ type }) => type);

describe("a row of an interval", () => {
  test("is a bar from low to high, a dot at its estimate, its figures beside it", () => {
    const marks = draw(rowOf());
    expect(typesOf(marks)).toEqual(["rect", "circle", "text", "text"]);
    expect(marks[0]?.shape).toMatchObject({ x: 100, width: 200 });
    expect(marks[1]?.shape).toMatchObject({ cx: 200 });
    expect(marks.slice(2).map(({ style }) => style.text)).toEqual(["+4.5 points", "3.9 to 5.2"]);
  });

  test("has an arrow at an end that is open, or that the picture cuts", () => {
    const open = draw(rowOf({ low: null }));
    expect(typesOf(open)).toContain("polygon");
    expect(open[0]?.shape).toMatchObject({ x: -500, width: 800 });
    const cut = draw(rowOf({ low: -80, high: 90 }));
    expect(cut.filter(({ type }) => type === "polygon").map(({ shape }) => shape?.points?.[0]?.[0])).toEqual([
      -507, 507,
    ]);
  });

  test("that was not computed has no mark, and says so in its figures alone", () => {
    expect(typesOf(draw(rowOf({ value: null, low: null, high: null })))).toEqual(["text", "text"]);
    expect(draw(rowOf({ value: null, low: null, high: null }), undefined, false)).toEqual([]);
    expect(draw(rowOf({ isHeading: true }))).toEqual([]);
  });

  test("of width 0 can still be seen, and a small group is hollow", () => {
    expect(draw(rowOf({ low: 2, high: 2 }))[0]?.shape?.width).toBe(1);
    const [, dot] = draw(rowOf({ isSmall: true }));
    expect(dot?.style).toMatchObject({ fill: theme.surface, stroke: theme.good });
  });

  test("has what it was before pooling as a hairline below, kept inside the picture", () => {
    const marks = draw(rowOf({ raw: { value: 70, low: -70, high: null } }));
    const lines = marks.filter(({ type }) => type === "line").map(({ shape }) => shape);
    expect(lines).toEqual([
      expect.objectContaining({ x1: -500, x2: 500 }),
      expect.objectContaining({ x1: 500, x2: 500 }),
    ]);
    expect(typesOf(draw(rowOf({ raw: { value: null, low: null, high: null } })))).not.toContain("line");
  });

  test("on a phone has its brief figure over the dot", () => {
    const text = draw(rowOf(), undefined, false).find(({ type }) => type === "text");
    expect(text?.style).toMatchObject({ text: "+4.5", x: 200, align: "center" });
  });

  test("is coloured by what it means, not by its sign", () => {
    expect(["good", "bad", "plain"].map((tone) => toneColour(tone as IntervalRow["tone"], theme))).toEqual([
      ...[theme.good, theme.bad, theme.ink3],
    ]);
  });
});

describe("the picture", () => {
  const option = (rows: readonly IntervalRow[], width = 640, reference: number | null = null) =>
    intervalOption({
      ...{ rows, theme, reference, description: "what rose", tick: String },
      view: { width, height: intervalHeight(rows.length), focus: [] },
    });
  const grid = (rows: readonly IntervalRow[], width: number) =>
    option(rows, width).grid as { left: number; right: number };

  test("leaves more than half of itself to the intervals, whatever the names", () => {
    for (const width of [320, 400, 640, 1200]) {
      const { left, right } = grid([rowOf({ name: "名称很长的指标".repeat(20), note: "n".repeat(300) })], width);
      expect(width - left - right).toBeGreaterThan(width * 0.3);
    }
  });

  test("has a line through 0, and one through what it is compared with, where that lies in it", () => {
    const lines = (reference: number | null) =>
      (option([rowOf()], 640, reference).series as unknown as { markLine: { data: { xAxis: number }[] } }[])[0]
        ?.markLine.data;
    expect(lines(null)?.map(({ xAxis }) => xAxis)).toEqual([0]);
    expect(lines(1.5)?.map(({ xAxis }) => xAxis)).toEqual([0, 1.5]);
    expect(lines(1e6)).toHaveLength(1);
  });

  test("writes names as text: braces and bars are no styles", () => {
    const rows = [rowOf({ name: "{heading|x}", note: "" }), rowOf({ name: "a", isHeading: true })];
    const { formatter } = (option(rows).yAxis as { axisLabel: { formatter: (text: string, index: number) => string } })
      .axisLabel;
    expect(formatter("", 0)).toMatch(/^\{name\|\(heading\/x\)\}$/);
    expect(formatter("", 1)).toBe("{heading|a}");
    expect(formatter("", 9)).toBe("");
  });

  test("is as high as its rows need, and never flat", () => {
    expect(intervalHeight(0)).toBe(intervalHeight(2));
    expect(intervalHeight(5)).toBeGreaterThan(intervalHeight(4));
    for (let rows = 2; rows < 40; rows++) expect(intervalHeight(rows + 1)).toBeGreaterThan(intervalHeight(rows));
    expect(() => option([])).not.toThrow();
  });

  test("shows every estimate and 0, whatever the intervals do", () => {
    const number = fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { freq: 5 });
    const drawn = fc.record({ value: number, low: number, high: number });
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 9 }), fc.integer({ min: 1, max: 12 }), (rows, ticks) => {
        const { min, max, interval } = spanOf(rows, ticks);
        expect(interval).toBeGreaterThan(0);
        for (const value of [0, ...rows.flatMap((row) => row.value ?? [])]) {
          expect(value).toBeGreaterThanOrEqual(min - 1e-6 * interval);
          expect(value).toBeLessThanOrEqual(max + 1e-6 * interval);
        }
      }),
    );
  });
});

describe("the bar under the leading figure", () => {
  test("has everything in order inside of it", () => {
    const number = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        const [low = 0, value = 0, high = 0] = [a, b, c].toSorted((x, y) => x - y);
        const bar = placeLead({ value, low, high });
        if (!bar) throw new Error("no bar");
        for (const place of [bar.zero, bar.low, bar.value, bar.high]) expect(place >= 0 && place <= 1).toBe(true);
        expect(bar.low).toBeLessThanOrEqual(bar.value + 1e-12);
        expect(bar.value).toBeLessThanOrEqual(bar.high + 1e-12);
        expect(Math.sign(bar.value - bar.zero) * Math.sign(value)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("goes to the edge where an end is open, and is none without an estimate", () => {
    expect(placeLead({ value: 2, low: null, high: 3 })).toMatchObject({ low: 0, isOpenLow: true, isOpenHigh: false });
    expect(placeLead({ value: 2, low: 1, high: null })).toMatchObject({ high: 1, isOpenHigh: true });
    expect(placeLead({ value: null, low: 1, high: 2 })).toBeNull();
    expect(placeLead({ value: 0, low: 0, high: 0 })).toMatchObject({ zero: expect.closeTo(0.5, 1) });
  });
});
