import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { createRandom, type Random } from "../../core/random.ts";
import { openKernels } from "../../kernels/pool.ts";
import { analyse } from "../analyse.ts";
import { ExperimentConfig } from "../config-schema.ts";
import { reduceText } from "../fixtures/reduce-file.ts";
import { reduceAggregates } from "../reading/aggregates.ts";

const kernels = await openKernels({ threads: 1 });
const shared = process.env.CLADE_SHARED ?? join(import.meta.dirname, "../../../../shared");
const hillstrom = join(shared, "data/experiments/hillstrom.csv.gz");

/** The women's e-mail against none, with the departments that a customer had bought from before. */
function byDepartment(): string {
  const [head = "", ...lines] = gunzipSync(readFileSync(hillstrom)).toString("utf8").trim().split(/\r?\n/);
  const columns = head.split(",");
  const at = (name: string) => columns.indexOf(name);
  const rows = lines
    .map((line) => line.replace(/"[^"]*"/g, "quoted").split(","))
    .filter((cells) => cells[at("segment")] !== "Mens E-Mail")
    .map((cells) => [...cells, `${cells[at("mens")]}${cells[at("womens")]}`].join(","));
  return [`${head},department`, ...rows].join("\n");
}

describe.skipIf(!existsSync(hillstrom))("Hillstrom, the women's e-mail by department", () => {
  test("visits differ beyond doubt; spend, with z of 3.7, 1.4 and 0.3, does not", async () => {
    const config = {
      ...{ arm: "segment", control: "No E-Mail", segment: "department" },
      metrics: [
        { name: "visit", type: "proportion", column: "visit", role: "primary" },
        { name: "spend", type: "mean", column: "spend" },
      ],
    };
    const report = analyse(await reduceText(byDepartment(), config), kernels);
    const [visit, spend] = report.heterogeneity;
    expect(Math.log10(visit?.pValue ?? 1)).toBeCloseTo(-21, 0);
    expect(visit?.sentence.en).toMatch(/^The 3 segments differ beyond doubt on visit \(p < 0.001\)/);
    expect(spend?.pValue).toBeCloseTo(0.34, 2);
    expect(spend?.sentence.zh).toBe("没有证据表明 3 个人群在人均 spend 上的效果不同（p = 0.34）。");
    const z = report.bySegment
      .filter(({ metric }) => metric === "spend")
      .map(({ difference, low, high }) => ((difference ?? 0) * 2 * 1.96) / ((high ?? 0) - (low ?? 0)));
    expect(z.toSorted((a, b) => b - a).map((one) => one.toFixed(1))).toEqual(["3.7", "1.4", "0.3"]);
    expect(report.decision.detail.en).toContain("On visit the segments differ");
  }, 60_000);
});

/** Sums of a yes-or-no metric in four segments of 2 × `n` users; `lift`: effect by segment. */
function sums(n: number, lift: readonly number[], random: Random, extra: object = {}) {
  const aggregates = lift.flatMap((effect, segment) =>
    ["control", "new"].map((arm) => {
      const share = 0.1 + (arm === "new" ? effect : 0);
      // Normal to the binomial: its mean and variance are all that the methods see.
      const sum = Math.max(0, Math.round(n * share + Math.sqrt(n * share * (1 - share)) * random.normal()));
      return { arm, metric: "bought", segment: `s${segment}`, n, sum };
    }),
  );
  const metrics = [{ name: "bought", type: "proportion", column: "bought", role: "primary" }];
  return reduceAggregates(ExperimentConfig.parse({ metrics, aggregates, control: "control", ...extra }));
}

describe("pooled or corrected, never both", () => {
  test("pooled: effects are drawn together, and no p value is corrected", () => {
    const { bySegment } = analyse(sums(400, [0, 0.02, 0.04, 0.02], createRandom(3)), kernels);
    const spread = (values: readonly (number | undefined | null)[]) => {
      const known = values.map((value) => value ?? Number.NaN);
      return Math.max(...known) - Math.min(...known);
    };
    expect(bySegment.every(({ pValueCorrected }) => pValueCorrected === null)).toBe(true);
    expect(spread(bySegment.map(({ pooled }) => pooled?.difference))).toBeLessThan(
      0.8 * spread(bySegment.map(({ difference }) => difference)),
    );
  });

  test("corrected: no effect is pooled, and p values count how many segments were looked at", () => {
    const config = { bySegment: "corrected" };
    const { bySegment } = analyse(sums(400, [0, 0.02, 0.04, 0.02], createRandom(3), config), kernels);
    expect(bySegment.every(({ pooled }) => pooled === null)).toBe(true);
    const p = bySegment.map(({ pValue }) => pValue ?? Number.NaN);
    const smallest = p.indexOf(Math.min(...p));
    expect(bySegment[smallest]?.pValueCorrected).toBeCloseTo(Math.min(1, 4 * (p[smallest] ?? 1)), 12);
  });

  test("an effect planted in one of four segments is found in 80 of 100 tests, and none where there is none in 95", () => {
    const random = createRandom(11);
    const config = { bySegment: "corrected" };
    const found = (lift: readonly number[]) =>
      Array.from({ length: 500 }, () => analyse(sums(2500, lift, random, config), kernels).bySegment).map((effects) =>
        effects.map(({ pValueCorrected }) => (pValueCorrected ?? 1) < 0.05),
      );
    const planted = found([0, 0, 0.032, 0]);
    expect(planted.filter((told) => told[2]).length / 500).toBeGreaterThanOrEqual(0.8);
    const none = found([0, 0, 0, 0]);
    expect(none.filter((told) => told.some(Boolean)).length / 500).toBeLessThanOrEqual(0.07);
  }, 120_000);
});

describe("what is refused, and what is marked", () => {
  const metrics = [{ name: "bought", type: "proportion", column: "bought", role: "primary" }];

  test("a segment that treatment moves users into shows no effects, and says why", () => {
    const random = createRandom(1);
    const config = { metrics, arm: "arm", control: "a", segment: "level" };
    const rows = Array.from({ length: 4000 }, (_, user) => {
      const isNew = user % 2 === 1;
      const isVip = random.next() < (isNew ? 0.3 : 0.2);
      return `${isNew ? "b" : "a"},${isVip ? "vip" : "other"},${Number(random.next() < 0.1)}`;
    });
    return reduceText(["arm,level,bought", ...rows].join("\n"), config).then((reduced) => {
      const { bySegment, heterogeneity } = analyse(reduced, kernels);
      expect(bySegment).toHaveLength(2);
      for (const one of bySegment) {
        expect(one.difference).toBeNull();
        expect(one.reason?.en).toMatch(/^Segments hold the variants in different shares \(p < 0.001\)/);
      }
      expect(heterogeneity[0]).toMatchObject({ pValue: null, q: null });
    });
  });

  test("users without a segment count in the whole only; a small segment is marked", async () => {
    const random = createRandom(2);
    const level = (user: number) => (user % 10 === 0 ? "" : user % 50 === 1 ? "rare" : user % 3 === 0 ? "x" : "y");
    const rows = Array.from({ length: 6000 }, (_, user) => {
      const isNew = random.next() < 0.5;
      return `${isNew ? "b" : "a"},${level(user)},${Number(random.next() < (isNew ? 0.3 : 0.2))}`;
    });
    const config = { metrics, arm: "arm", control: "a", segment: "level" };
    const { bySegment, notes, users } = analyse(
      await reduceText(["arm,level,bought", ...rows].join("\n"), config),
      kernels,
    );
    expect(users).toBe(6000);
    expect(bySegment.map(({ segment, small }) => [segment, small])).toEqual([
      ["rare", true],
      ["x", false],
      ["y", false],
    ]);
    expect(notes.at(-1)?.en).toBe("600 users have no segment; they count in the whole and in no segment.");
  });
});
