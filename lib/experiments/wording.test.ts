import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "./decision.ts";
import { experimentOf, type MetricFixture } from "./fixtures/decision-input.ts";
import { excludesZero } from "./verdict.ts";
import { decimalsOf, joinNames, quoteArm } from "./wording-amounts.ts";

const number = fc.double({ min: -50, max: 50, noNaN: true });
const half = fc.double({ min: 1e-6, max: 60, noNaN: true });
const effect = (arm: string) =>
  fc
    .record({ difference: number, below: half, above: half, pValue: fc.double({ min: 0, max: 1, noNaN: true }) })
    .map(({ difference, below, above, pValue }) => ({
      ...{ arm, difference, low: difference - below, high: difference + above, pValue, level: 60 + difference },
    }));
const metric = (name: string): fc.Arbitrary<MetricFixture> =>
  fc.record({
    name: fc.constant(name),
    type: fc.constantFrom("mean" as const, "proportion" as const),
    role: fc.constantFrom("primary" as const, "secondary" as const, "guardrail" as const),
    direction: fc.constantFrom("up" as const, "down" as const),
    unit: fc.constantFrom(null, "USD", "kg"),
    controlLevel: fc.constant(60),
    effects: fc.tuple(effect("new"), effect("newer")),
  });
const experiment = fc.record({
  metrics: fc.tuple(metric("visit"), metric("spend")),
  isRunning: fc.boolean(),
  days: fc.constantFrom(null, 1, 30),
  money: fc.constantFrom(undefined, {
    ...{ metric: "spend", currency: "EUR", grossMargin: 0.4, costPerUser: 0.2, returns: 0.1 },
  }),
});

/** The figures of a text, in order of size: both languages must carry the same. */
function figuresOf(text: string): number[] {
  const words: Record<string, string> = { one: "1", two: "2", three: "3" };
  const said = text.replace(
    /\b(one|two|three) (day|group)/g,
    (_, word: string, noun: string) => `${words[word]} ${noun}`,
  );
  return (said.match(/\d[\d,]*(\.\d+)?/g) ?? [])
    .map((figure) => Number(figure.replaceAll(",", "")))
    .toSorted((a, b) => a - b);
}

describe("sentences of an experiment", () => {
  it("never contradict their numbers", () => {
    fc.assert(
      fc.property(experiment, ({ money, ...fixture }) => {
        const { metrics } = experimentOf({ ...fixture, ...(money ? { money } : {}) });
        for (const { comparisons, direction } of metrics) {
          for (const { difference, low, high, verdict, sentence } of comparisons) {
            const isUp = (difference ?? 0) > 0;
            if (!excludesZero({ low, high })) {
              expect(verdict).toBe("unclear");
              expect(sentence.en).toMatch(/cannot be told apart .* could lower it .* or raise it/);
              expect(sentence.zh).toContain("尚无法区分");
            } else {
              expect(sentence.en).toContain(isUp ? " raises " : " lowers ");
              expect(sentence.en).not.toContain(isUp ? " lowers " : " raises ");
              expect(sentence.zh).toContain(isUp ? "提高" : "降低");
              expect(sentence.en.includes("chance")).toBe(verdict === "unclear");
              if (verdict !== "unclear") expect(verdict).toBe(isUp === (direction === "up") ? "better" : "worse");
            }
          }
        }
      }),
    );
  });

  it("carry the same figures in both languages, and no holes", () => {
    fc.assert(
      fc.property(experiment, ({ money, ...fixture }) => {
        const input = experimentOf({ ...fixture, ...(money ? { money } : {}) });
        const decision = decide(input);
        const texts = [
          ...[decision.sentence, decision.detail],
          ...input.metrics.flatMap(({ comparisons }) => comparisons.map(({ sentence }) => sentence)),
          ...input.money.map(({ assumptions }) => assumptions),
        ];
        for (const { en, zh } of texts) {
          expect(`${en}${zh}`).not.toMatch(/NaN|undefined|null|Infinity|\[object|–|\s{2}|：：|，，|。。/);
          expect(figuresOf(zh)).toEqual(figuresOf(en));
          expect(en).toMatch(/^\S.*\.$/);
          expect(zh).toMatch(/^\S.*。$/);
        }
      }),
    );
  });

  it("agree with the decision about what rose and fell", () => {
    fc.assert(
      fc.property(experiment, ({ money: _money, ...fixture }) => {
        const input = experimentOf(fixture);
        const { verdict, arm, sentence } = decide(input);
        if (verdict !== "ship") return;
        for (const { comparisons, name } of input.metrics) {
          const own = comparisons.find((one) => one.arm === arm);
          if (own?.verdict !== "better") continue;
          expect(sentence.en).toMatch(new RegExp(`${name}.* ${(own.difference ?? 0) > 0 ? "rose" : "fell"}`));
        }
      }),
    );
  });

  it("write strange names as text", () => {
    expect(quoteArm("a\u202eb\n</script>")).toBe("“a b </script>”");
    expect(quoteArm("\u0000")).toBe("“?”");
    expect(Array.from(quoteArm("x".repeat(500))).length).toBeLessThan(45);
  });

  it("list many names shortly", () => {
    const names = ["a", "b", "c", "d", "e"].map((name) => ({ en: name, zh: name }));
    expect(joinNames(names).en).toBe("a, b, c and 2 others");
    expect(joinNames(names.slice(0, 4)).en).toBe("a, b, c and d");
    expect(joinNames(names).zh).toBe(" a、b、c 及其他 2 项指标");
  });

  it("never round what is not 0 to 0", () => {
    const subject = { name: "spend", type: "mean" as const, unit: "USD" };
    expect(decimalsOf(subject, [0.5, 0.001], 0.25)).toBe(3);
    expect(decimalsOf(subject, [250, 120], 65)).toBe(0);
    expect(decimalsOf(subject, [0, 0], 0)).toBe(0);
    expect(decimalsOf({ ...subject, type: "proportion" }, [0.0031, 0.0015], 0.0016)).toBe(2);
  });
});
