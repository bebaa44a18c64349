import { describe, expect, it } from "vitest";
import { seriesOf, valuesOf } from "./fixtures/option.ts";
import { pageTheme } from "./fixtures/themes.ts";
import { usedBlocks } from "./fixtures/used-blocks.ts";
import { bestOf, learningCurveChart as chart, type Learning, learningOf } from "./learning-curve.ts";

const { behaviour } = usedBlocks;
if (!behaviour) throw new Error("the fixture has a behaviour block");
const over = learningOf(behaviour);
const { curve } = over;
const until = (points: number, rest: Partial<Learning> = {}): Learning => ({
  ...over,
  curve: curve.slice(0, points),
  ...rest,
});
const view = { width: 500, height: 300, focus: [] };

describe("the learning curve", () => {
  it("says from where to where the loss fell, and whether it was still falling", () => {
    expect(chart.title(over, "en")).toBe("Validation loss fell from 5.10 to 4.20 at step 200; that encoder is kept");
    expect(chart.title(until(2), "en")).toMatch(/still falling at the end$/);
    expect(chart.title(over, "zh")).toContain("第 200 步");
    expect(chart.title(until(0), "en")).toBe("Nothing was learnt");
  });

  it("while it goes on says how it stands beside what needs no learning", () => {
    const live = (points: number) => until(points, { steps: 1000 });
    expect(chart.title(live(0), "en")).toBe("The first validation is still to come");
    expect(chart.title(live(1), "en")).toBe(
      "Validation loss 5.10 is no better than a simple rule’s 4.90: nothing is learnt yet",
    );
    expect(chart.title(live(2), "en")).toBe(
      "Validation loss is down from 5.10 to 4.20; the best simple rule reaches 4.90",
    );
    const option = chart.option(live(2), "en", pageTheme("light"), view);
    expect(option.xAxis).toMatchObject({ min: 0, max: 1000 });
    expect(valuesOf(seriesOf(option, "popularity"))).toEqual([
      [0, 5.6],
      [1000, 5.6],
    ]);
    expect(JSON.stringify(option)).not.toContain("coord");
  });

  it("marks the lowest validation loss, the first where two are as low", () => {
    expect(bestOf(curve)?.step).toBe(200);
    expect(bestOf([...curve, { step: 400, loss: 1, validationLoss: 4.2 }])?.step).toBe(200);
    expect(bestOf([])).toBeUndefined();
    expect(JSON.stringify(chart.option(over, "en", pageTheme("light"), view).series)).toContain('"coord":[200,4.2]');
  });

  it("has its points in the table twin and in the hover card", () => {
    expect(chart.table(over, "en").rows).toEqual([
      [100, 5.2, 5.1, 5.6, 4.9],
      [200, 4.1, 4.2, 5.6, 4.9],
      [300, 3.6, 4.3, 5.6, 4.9],
    ]);
    const card = chart.hover(over, "en", { series: "validation", index: 1, value: [] });
    expect(card).toMatchObject({ title: "Step 200", subtitle: "the encoder that is kept" });
    expect(chart.hover(over, "en", { series: "validation", index: 9, value: [] })).toBeNull();
    expect(chart.hover(over, "en", { series: "popularity", index: 0, value: [] })).toBeNull();
  });

  it("is drawn before its first point as an empty frame", () => {
    const option = chart.option(until(0, { steps: 1000 }), "zh", pageTheme("dark"), { ...view, width: 340 });
    expect(JSON.stringify(option)).not.toMatch(/undefined|NaN|null/);
  });
});
