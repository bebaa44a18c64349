import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../core/random.ts";
import { readGolden } from "../experiments/fixtures/golden.ts";
import type { ExperimentReport } from "../experiments/report-schema.ts";
import { reportExperiment } from "./headless-experiment.ts";

const root = mkdtempSync(join(tmpdir(), "clade-experiment-"));
afterAll(() => rmSync(root, { recursive: true }));
const data = join(process.env.CLADE_SHARED ?? join(import.meta.dirname, "../../../shared"), "data/experiments");
let outs = 0;

interface Wanted {
  readonly estimate: number;
  readonly p: number;
  readonly ci: readonly [number, number];
}

interface Level {
  readonly mean: number;
  readonly se: number;
  readonly wilson?: readonly [number, number];
}

interface RealResults {
  readonly results: {
    readonly hillstrom: {
      readonly arms: readonly {
        readonly arm: string;
        readonly n: number;
        readonly visit: Level;
        readonly conversion: Level;
        readonly spend: Level;
      }[];
      readonly against_control: readonly {
        readonly arm: string;
        readonly metric: string;
        readonly absolute: Wanted;
        readonly relative_delta: Wanted;
        readonly z_pooled?: Pick<Wanted, "p">;
      }[];
      readonly srm: Pick<Wanted, "p">;
    };
    readonly hillstrom_visit_by_past_womens_purchase: readonly (Wanted & {
      readonly arm: string;
      readonly subgroup: string;
      readonly n: readonly [number, number];
    })[];
  };
}

interface Proportions {
  readonly cases: readonly {
    readonly difference: number;
    readonly p_pooled: number;
    readonly bayes_uniform_prior: { readonly p_treatment_better: number };
  }[];
}

async function runCommand(argv: readonly string[], threads = 2) {
  const said: string[] = [];
  const out = join(root, `out-${outs++}`);
  await reportExperiment([...argv, "--out", out], {
    ...{ folder: root, threads, signal: new AbortController().signal, now: () => new Date() },
    stdout: { write: (text) => said.push(text) },
    stderr: { write: () => {} },
  });
  const read = (name: string) => readFileSync(join(out, name), "utf8");
  return { said: said.join(""), read, report: JSON.parse(read("report.json")) as ExperimentReport };
}

function write(name: string, text: string | Uint8Array): string {
  writeFileSync(join(root, name), text);
  return name;
}

describe.skipIf(!existsSync(data))("Hillstrom, with nothing but its file", () => {
  const golden = readGolden<RealResults>("real")?.results as RealResults["results"];
  let result: Awaited<ReturnType<typeof runCommand>>;
  beforeAll(async () => {
    result = await runCommand([join(data, "hillstrom.csv.gz")]);
  }, 60_000);
  const near = (value: number | null | undefined, wanted: number, relative = 1e-9) =>
    expect(Math.abs((value ?? Number.NaN) - wanted)).toBeLessThanOrEqual(relative * (1 + Math.abs(wanted)));
  const nearP = (value: number | null | undefined, wanted: number) =>
    expect(Math.abs(Math.log((value ?? Number.NaN) / wanted))).toBeLessThan(1e-9);

  test("variant, control and metrics are found, and written back with their reasons", () => {
    const config = JSON.parse(result.read("experiment.json"));
    expect(config).toMatchObject({ unit: null, arm: "segment", control: "No E-Mail" });
    expect(config.metrics.map(({ name, type }: { name: string; type: string }) => [name, type])).toEqual([
      ["visit", "proportion"],
      ["conversion", "proportion"],
      ["spend", "mean"],
    ]);
    expect(config.reasons.arm).toBe("“segment” holds 3 variants: Womens E-Mail, No E-Mail, Mens E-Mail.");
  });

  test("every comparison has the values of the golden file", () => {
    expect(golden.hillstrom.against_control).toHaveLength(6);
    for (const wanted of golden.hillstrom.against_control) {
      const metric = result.report.metrics.find(({ name }) => name === wanted.metric);
      const found = metric?.comparisons.find(({ arm }) => arm === wanted.arm);
      near(found?.difference, wanted.absolute.estimate);
      near(found?.low, wanted.absolute.ci[0]);
      near(found?.high, wanted.absolute.ci[1]);
      nearP(found?.pValue, wanted.absolute.p);
      near(found?.relative.lift, wanted.relative_delta.estimate);
      near(found?.relative.low, wanted.relative_delta.ci[0]);
      near(found?.relative.high, wanted.relative_delta.ci[1]);
      const z = found?.methods.find(({ id }) => id === "two-proportions");
      if (wanted.z_pooled) nearP(z?.pValue, wanted.z_pooled.p);
    }
  });

  test("arms have the golden levels and Wilson's intervals", () => {
    for (const { arm, n, ...metrics } of golden.hillstrom.arms) {
      expect(result.report.arms.find((one) => one.arm === arm)?.n).toBe(n);
      for (const name of ["visit", "conversion", "spend"] as const) {
        const found = result.report.metrics.find((one) => one.name === name)?.arms.find((one) => one.arm === arm);
        near(found?.mean, metrics[name].mean);
        near(found?.standardError, metrics[name].se);
        const { wilson } = metrics[name];
        if (wilson) near(found?.low, wilson[0]);
        if (wilson) near(found?.high, wilson[1]);
      }
    }
    const mismatch = result.report.checks.find(({ id }) => id === "sample-ratio-mismatch");
    nearP(mismatch?.pValue, golden.hillstrom.srm.p);
  });

  test("a column that stood before the test gives effects by segment", async () => {
    const config = write("by-segment.json", JSON.stringify({ segment: "womens" }));
    const { report } = await runCommand([join(data, "hillstrom.csv.gz"), "--config", config]);
    for (const wanted of golden.hillstrom_visit_by_past_womens_purchase) {
      const segment = wanted.subgroup.replace("womens=", "");
      const found = report.bySegment.find(
        (one) => one.metric === "visit" && one.arm === wanted.arm && one.segment === segment,
      );
      expect(found?.n).toBe(wanted.n[0] + wanted.n[1]);
      near(found?.difference, wanted.estimate);
      near(found?.low, wanted.ci[0]);
      near(found?.high, wanted.ci[1]);
      nearP(found?.pValue, wanted.p);
    }
  }, 60_000);

  test("the config that was written back gives the same report", async () => {
    const config = write("written-back.json", result.read("experiment.json"));
    const { read } = await runCommand([join(data, "hillstrom.csv.gz"), "--config", config]);
    expect(read("report.json")).toBe(result.read("report.json"));
  }, 60_000);

  test("the same bytes come with one thread and with four", async () => {
    const file = join(data, "hillstrom.csv.gz");
    const [one, four] = [await runCommand([file], 1), await runCommand([file], 4)];
    for (const name of ["report.json", "metrics.csv", "methods.csv"]) expect(one.read(name)).toBe(four.read(name));
    expect(one.read("report.json")).toBe(result.read("report.json"));
  }, 120_000);
});

test.skipIf(!existsSync(data))(
  "Cookie Cats: words for yes and no are shares, one player's 49,854 rounds are not believed",
  async () => {
    const { report } = await runCommand([join(data, "cookie_cats.csv.gz")]);
    expect(report.config).toMatchObject({ unit: "userid", arm: "version", control: "gate_30" });
    expect(report.arms.map(({ arm, n }) => [arm, n])).toEqual([
      ["gate_30", 44_700],
      ["gate_40", 45_489],
    ]);
    const of = (name: string) => report.metrics.find((metric) => metric.name === name);
    expect(of("retention_7")?.arms.map(({ mean }) => mean?.toFixed(6))).toEqual(["0.190201", "0.182000"]);
    expect(of("retention_1")?.type).toBe("proportion");
    expect(of("sum_gamerounds")?.type).toBe("mean");
    expect(report.checks.find(({ id }) => id === "influential-user")?.passed).toBe(false);
  },
  60_000,
);

describe("rows of a file", () => {
  const rows = (count: number, row: (i: number) => string) =>
    `user,variant,orders,spend\n${Array.from({ length: count }, (_, i) => row(i)).join("\n")}\n`;
  const config = (extra: object = {}) =>
    write(
      "experiment.json",
      JSON.stringify({
        unit: "user",
        arm: "variant",
        metrics: [
          { name: "orders", type: "mean", column: "orders", role: "primary" },
          { name: "spend", type: "mean", column: "spend" },
        ],
        ...extra,
      }),
    );

  test("rows of one user are added up; a user in two variants is set aside and stops the verdict", async () => {
    const text = `${rows(100, (i) => `u${i},${i % 2 ? "on" : "off"},1,${i}`)}u1,on,1,5\nu2,on,1,5\n`;
    const { report } = await runCommand([write("twice.csv", text), "--config", config()]);
    expect(report.arms.map(({ arm, n }) => [arm, n])).toEqual([
      ["off", 49],
      ["on", 50],
    ]);
    const orders = report.metrics.find(({ name }) => name === "orders");
    expect(orders?.arms[1]?.mean).toBeCloseTo(51 / 50, 12);
    expect(report.rows).toMatchObject({ in: 102, used: 100 });
    expect(report.rows.leftOut).toEqual([{ reason: expect.anything(), rows: 2 }]);
    expect(report.checks.find(({ id }) => id === "users-in-several-variants")).toMatchObject({ passed: false });
    expect(report.decision.verdict).toBe("blocked");
  }, 60_000);

  test("what is no number is set aside with file, line, column and value; an empty cell is 0", async () => {
    const text = rows(40, (i) => `u${i},${i % 2 ? "on" : "off"},${i === 7 ? "many" : 1},${i % 4 === 0 ? "" : 2}`);
    const { report, read } = await runCommand([write("words.csv", text), "--config", config()]);
    expect(read("set-aside.csv").split("\n")[1]).toBe("words.csv,9,orders,many,bad-number,u7,on,many,2");
    expect(report.rows.leftOut).toEqual([{ reason: { en: "with a number that is none", zh: "数值无效" }, rows: 1 }]);
    expect(report.metrics.find(({ name }) => name === "spend")?.arms[0]).toMatchObject({ arm: "off", n: 20, mean: 1 });
    expect(report.notes.map(({ en }) => en)).toEqual(["10 users have no “spend” and count as 0 there."]);
  }, 60_000);

  test("parts of one table, packed and in another encoding and separator, are one test", async () => {
    const part = (from: number) =>
      `用户;分组;消费\n${Array.from({ length: 50 }, (_, i) => `${from + i};${i % 2 ? "实验组" : "对照组"};${i},5`).join("\n")}\n`;
    const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
    const files = [write("part-1.csv", utf16(part(0))), write("part-2.csv", utf16(part(50)))];
    const { report } = await runCommand(files);
    expect(report.config).toMatchObject({ arm: "分组", control: "对照组", metrics: [{ name: "消费", type: "mean" }] });
    expect(report.users).toBe(100);
    expect(report.metrics[0]?.arms.map(({ mean }) => mean)).toEqual([24.5, 25.5]);
  }, 60_000);

  test.each([
    ["one variant", rows(20, (i) => `u${i},on,1,2`), {}, /there is only one variant \(on\)/],
    [
      "no such control",
      rows(20, (i) => `u${i},${i % 2 ? "on" : "off"},1,2`),
      { control: "none" },
      /no variant is called “none”; there are: off, on/,
    ],
    [
      "a thousand variants",
      rows(2000, (i) => `u${i},v${i % 1000},1,2`),
      {},
      /“variant” of thousand\.csv holds 1000 different values/,
    ],
    [
      "no numbers at all",
      rows(20, (i) => `u${i},${i % 2 ? "on" : "off"},NaN,2`),
      {},
      /Column “orders” of .* is no metric: all its cells are empty/,
    ],
    [
      "mostly words",
      rows(20, (i) => `u${i},${i % 2 ? "on" : "off"},${i ? "lots" : 1},2`),
      {},
      /Column “orders” .* line 3 is the first of 19/,
    ],
    ["only words", rows(20, (i) => `u${i},${i % 2 ? "on" : "off"},lots,2`), {}, /line 2 has “lots” in column “orders”/],
    [
      "an unknown column",
      rows(20, (i) => `u${i},on,1,2`),
      { arm: "group" },
      /has no column “group”\. It has: user, variant, orders, spend/,
    ],
    ["nothing", "", {}, /holds no rows/],
  ])(
    "%s ends in one sentence",
    async (_, text, extra, sentence) => {
      const file = write("thousand.csv", text);
      await expect(runCommand([file, "--config", config(extra)])).rejects.toThrow(sentence);
    },
    60_000,
  );

  test("variants of one user each are said to be inconclusive, not computed", async () => {
    const text = rows(2, (i) => `u${i},${i % 2 ? "on" : "off"},1,2`);
    const { report } = await runCommand([write("few.csv", text), "--config", config()]);
    expect(report.metrics[0]?.comparisons[0]).toMatchObject({ difference: null, verdict: "inconclusive" });
    expect(report.metrics[0]?.comparisons[0]?.reason?.en).toMatch(/fewer than two users/);
  }, 60_000);

  test("control characters in a variant's name reach no terminal", async () => {
    const odd = (i: number) => (i === 9 ? "o\u001b[31mn" : i % 2 ? "on" : "off");
    const text = rows(400, (i) => `u${i},${odd(i)},${i % 3},2`);
    const { report, said } = await runCommand([write("odd.csv", text), "--config", config()]);
    expect(report.arms).toHaveLength(3);
    expect(said).toContain("on");
    expect(said).not.toMatch(/(?!\n)\p{Cc}/u);
  }, 60_000);
});

describe("whom to treat", () => {
  /** An effect on those above 45 alone; towns say nothing. */
  const file = () => {
    const random = createRandom(1);
    const rows = Array.from({ length: 1600 }, (_, user) => {
      const [age, isNew] = [20 + random.int(50), random.next() < 0.5];
      const spend = (isNew ? (age > 45 ? 4 : -4) : 0) + 10 + random.normal();
      return `u${user},${isNew ? "new" : "old"},${age},${random.next() < 0.5 ? "north" : "south"},${age > 45},${spend.toFixed(2)}`;
    });
    return write("whom.csv", `user,arm,age,town,mature,spend\n${rows.join("\n")}\n`);
  };
  const asked = {
    ...{ unit: "user", arm: "arm", control: "old", segment: "town" },
    metrics: [{ name: "spend", type: "mean", column: "spend", role: "primary" }],
    uplift: { metric: "spend", features: ["age", "town"] },
    targeting: { metric: "spend", segmentations: ["town", "mature"] },
  };

  test("is learnt, kept user by user, and valued against all, none and another segmentation; on any number of threads", async () => {
    const config = write("whom.json", JSON.stringify(asked));
    const { report, read } = await runCommand([file(), "--config", config], 1);
    expect(report.uplift?.policy).toMatchObject({ verdict: "policy" });
    expect(report.uplift?.policy?.rule.en).toMatch(/^Treat where age is above 4[3-7]/);
    const [head, ...users] = read("policy.csv").trim().split("\n");
    expect(head).toBe("user,uplift,treat");
    expect(users).toHaveLength(1600);
    expect(report.targeting?.pairs[0]).toMatchObject({ first: "town", second: "mature", verdict: "second" });
    const again = await runCommand([file(), "--config", config], 4);
    expect(again.read("report.json")).toBe(read("report.json"));
    expect(again.read("policy.csv")).toBe(read("policy.csv"));
  }, 120_000);

  test.each([
    [{ uplift: { metric: "clicks", features: ["age"] } }, /“clicks” is no proportion or mean/],
    [{ uplift: { metric: "spend", features: ["age"], arm: "newer" } }, /“newer” is no variant beside the control/],
    [{ uplift: { metric: "spend", features: ["height"] } }, /has no column “height”/],
    [{ uplift: { metric: "spend", features: ["age", "spend"] } }, /“spend” is a result of the test or its variant/],
  ])(
    "%j ends in one sentence",
    async (extra, sentence) => {
      const config = write("whom.json", JSON.stringify({ ...asked, ...extra }));
      await expect(runCommand([file(), "--config", config])).rejects.toThrow(sentence);
    },
    60_000,
  );
});

test("sums in the config need no file", async () => {
  const aggregates = [
    { arm: "control", metric: "orders", n: 1500, sum: 120 },
    { arm: "new", metric: "orders", n: 1480, sum: 150 },
  ];
  const { report } = await runCommand(["--config", write("sums.json", JSON.stringify({ aggregates }))]);
  const wanted = readGolden<Proportions>("proportions")?.cases[0];
  if (!wanted) return;
  const found = report.metrics[0]?.comparisons[0];
  expect(found?.difference).toBeCloseTo(wanted.difference, 12);
  expect(found?.methods.find(({ id }) => id === "two-proportions")?.pValue).toBeCloseTo(wanted.p_pooled, 12);
  expect(found?.bayes.chanceToWin).toBeCloseTo(wanted.bayes_uniform_prior.p_treatment_better, 6);
}, 60_000);
