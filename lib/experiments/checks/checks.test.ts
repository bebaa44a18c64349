import { describe, expect, it } from "vitest";
import { fromValues } from "../arm-statistics.ts";
import { chooseCaveats } from "../caveats.ts";
import { armOf, checkInput, checkMetric, sharesOf } from "../fixtures/check-input.ts";
import { readGolden } from "../fixtures/golden.ts";
import { testShares } from "./chi-squared-test.ts";
import { covariateBalance } from "./covariate-balance.ts";
import { everyoneAssigned } from "./everyone-assigned.ts";
import { fewCarriers } from "./few-carriers.ts";
import { runChecks } from "./index.ts";
import { influentialUser, leaveOut } from "./influential-user.ts";
import { missingValues } from "./missing-values.ts";
import { fitTrend, novelty } from "./novelty.ts";
import { sampleRatioMismatch } from "./sample-ratio-mismatch.ts";
import { severalArms } from "./several-arms.ts";
import { tooShort } from "./too-short.ts";
import { unplannedLook } from "./unplanned-look.ts";

interface GoldenMismatch {
  readonly observed: readonly number[];
  readonly weights: readonly number[];
  readonly chi_square: number;
  readonly df: number;
  readonly p: number;
}

const golden = readGolden<{ readonly srm: readonly GoldenMismatch[] }>("design");
const dayOf = (at: number) => new Date(Date.UTC(2026, 4, 1 + at)).toISOString().slice(0, 10);
const armsOf = (...counts: readonly number[]) =>
  counts.map((n, at) => ({ arm: at === 0 ? "control" : `new ${at}`, n, plannedShare: 1 / counts.length }));

describe("sample ratio mismatch", () => {
  it.skipIf(!golden).each(golden?.srm ?? [])(
    "of $observed equals scipy's χ²",
    ({ observed, weights, chi_square, df, p }) => {
      const test = testShares(observed, weights);
      expect(test.statistic).toBeCloseTo(chi_square, 9);
      expect(test.degreesOfFreedom).toBe(df);
      expect(Math.abs(test.pValue - p)).toBeLessThan(1e-9 * (1 + p));
    },
  );

  it("passes Hillstrom's three groups", () => {
    const found = sampleRatioMismatch.run(checkInput({ arms: armsOf(21_306, 21_307, 21_387) }));
    expect(found?.pValue).toBeCloseTo(0.9036929575604196, 9);
    expect(found?.sentence).toEqual({
      en: "21,306, 21,307 and 21,387 users; sample ratio check p = 0.90.",
      zh: "各组 21,306、21,307、21,387 名用户；样本比例检验 p = 0.90。",
    });
  });

  it("blocks a planted mismatch, and says on which day it arose", () => {
    const days = Array.from({ length: 12 }, (_, at) => ({
      ...{ day: dayOf(at), n: at === 4 ? [500, 250] : [500, 500], statistics: null },
    }));
    const found = sampleRatioMismatch.run(checkInput({ arms: armsOf(6000, 5750), days, segments: [] }));
    expect(found?.passed).toBe(true); // p = .021: 250 users of 12,000 are no alarm yet
    const twice = days.map((day) => ({ ...day, n: day.n.map((n) => n * 3) }));
    const louder = sampleRatioMismatch.run(checkInput({ arms: armsOf(18_000, 17_250), days: twice }));
    expect(louder?.passed).toBe(false);
    expect(louder?.advice?.en).toContain("It arose on 2026-05-05: look for an outage");
  });

  it("names the segment it sits in, else the arm that lacks users", () => {
    const segments = [
      { segment: "iPhone", n: [1000, 700] },
      { segment: "Android", n: [1000, 1000] },
    ];
    const arms = armsOf(2000, 1700);
    expect(sampleRatioMismatch.run(checkInput({ arms, segments }))?.advice?.en).toContain("It sits in “iPhone”");
    expect(sampleRatioMismatch.run(checkInput({ arms }))?.advice?.zh).toContain("“new 1”人数偏少");
  });

  it("goes by planned shares, whatever their sum", () => {
    const arms = [
      { arm: "control", n: 9000, plannedShare: 0.9 },
      { arm: "new", n: 1000, plannedShare: 0.1 },
    ];
    expect(sampleRatioMismatch.run(checkInput({ arms }))).toMatchObject({ passed: true, pValue: 1 });
  });
});

describe("users in several variants", () => {
  it("block, counted", () => {
    const found = severalArms.run(checkInput({ usersInSeveralArms: 17 }));
    expect(found).toMatchObject({ passed: false });
    expect(found?.sentence.en).toBe("17 of 2,020 users are in several variants and set aside.");
    expect(severalArms.run(checkInput({ usersInSeveralArms: null }))).toBeNull();
  });
});

describe("an unplanned look", () => {
  const verdictOf = (mode: string, taken: number, isEnded: boolean) =>
    unplannedLook.run(checkInput({ planned: { mode, looks: 4 }, looks: { taken, isEnded } }))?.passed;

  it("is any before the end of a fixed test, or a second one", () => {
    expect([verdictOf("fixed", 1, true), verdictOf("fixed", 1, false), verdictOf("fixed", 2, true)]).toEqual([
      ...[true, false, false],
    ]);
  });

  it("is the fifth of four of a group sequential one", () => {
    expect([verdictOf("group-sequential", 4, false), verdictOf("group-sequential", 5, true)]).toEqual([true, false]);
    const looks = { taken: 2, isEnded: true, isSpent: true } as const;
    const again = unplannedLook.run(checkInput({ planned: { mode: "group-sequential", looks: 4 }, looks }));
    expect(again).toMatchObject({ passed: false, sentence: { en: expect.stringContaining("at its end already") } });
  });

  it("does not exist where intervals always hold", () => {
    expect(verdictOf("always-valid", 300, false)).toBe(true);
  });
});

describe("influential user", () => {
  const plain = armOf([1, 2, 3, 4, 5, 6, 7, 8], 100);
  const withOne = fromValues({ value: [...Array.from({ length: 800 }, (_, i) => (i % 8) + 1), 4000] });

  it("is the one without whom the verdict turns", () => {
    const better = armOf([1, 2, 3, 4, 5, 6, 7, 10], 100);
    const found = influentialUser.run(checkInput({ metrics: [checkMetric({}, [withOne, better])] }));
    expect(found?.passed).toBe(false);
    expect(found?.sentence.en).toMatch(/^One user of “control” has 4,000; without them .* from −4\.\d+ to \+0\.25/);
  });

  it("is nobody where values are bounded", () => {
    expect(influentialUser.run(checkInput({ metrics: [checkMetric({}, [plain, plain])] }))?.passed).toBe(true);
  });

  it("is left out exactly", () => {
    const left = leaveOut(withOne, 4000);
    expect(left.n).toBe(800);
    expect(left.means[0]).toBeCloseTo(plain.means[0] ?? 0, 9);
    expect(left.comoments[0]?.[0]).toBeCloseTo(plain.comoments[0]?.[0] ?? 0, 5);
  });
});

describe("few carriers", () => {
  const bought = [...new Array<number>(990).fill(0), ...new Array<number>(9).fill(50), 400];
  const found = (...arms: Parameters<typeof checkMetric>[1]) =>
    fewCarriers.run(checkInput({ metrics: [checkMetric({}, arms)] }));

  it("are counted, and do no harm where groups are alike", () => {
    expect(found(armOf(bought), armOf(bought))?.sentence).toEqual({
      en: "10 of 1,000 users of “control” have any; the groups are alike in this, so that the interval holds.",
      zh: "“control”的 1,000 名用户中仅 10 名不为零；各组情形相近，区间仍然成立。",
    });
  });

  it("bend the interval where groups are not", () => {
    const uneven = found(armOf(bought), armOf(bought, 8));
    expect(uneven?.title.en).toBe("Few users carry spend a user");
    expect(uneven?.sentence.en).toMatch(
      /at these shares a plain interval of spend a user would need about 1,500,000 users\./,
    );
    const outlier = [...Array.from({ length: 999 }, (_, i) => 1 + (i % 9)), 50_000];
    expect(found(armOf(outlier), armOf([1, 2, 3], 300))?.sentence.en).toContain(
      "A few very large values weigh heavily",
    );
  });

  it("are no matter of symmetric values", () => {
    expect(found(armOf([1, 2, 3], 50), armOf([2, 3, 4], 50))).toMatchObject({ passed: true });
  });
});

describe("a difference before the test", () => {
  const withCovariate = (shift: number) => {
    const covariate = Array.from({ length: 400 }, (_, i) => (i % 20) + shift);
    return fromValues({ value: covariate.map((x, i) => x + (i % 3)), covariate });
  };

  it("is said with its size, and does not block", () => {
    const metric = checkMetric({ covariate: "past_spend" }, [withCovariate(0), withCovariate(2)]);
    const found = covariateBalance.run(checkInput({ metrics: [metric] }));
    expect(covariateBalance.blocks).toBe(false);
    expect(found?.passed).toBe(false);
    expect(found?.sentence.en).toContain("past spend a user of “new” was already another, from 9.5 to 11.5");
  });

  it("is none where groups are alike", () => {
    const metric = checkMetric({ covariate: "past_spend" }, [withCovariate(0), withCovariate(0.1)]);
    expect(covariateBalance.run(checkInput({ metrics: [metric] }))?.passed).toBe(true);
  });
});

describe("missing values", () => {
  it("are said where they differ by arm", () => {
    const metric = (missing: number[]) => checkMetric({}, [armOf([1, 2], 500), armOf([1, 2], 500)], missing);
    const found = missingValues.run(checkInput({ metrics: [metric([10, 90])] }));
    expect(found?.sentence.en).toContain(
      "spend is missing for 9\u00a0% of “new” and 1\u00a0% of “control” (p < 0.001)",
    );
    expect(missingValues.run(checkInput({ metrics: [metric([50, 52])] }))?.passed).toBe(true);
    expect(missingValues.run(checkInput({ metrics: [metric([0, 0])] }))).toBeNull();
  });
});

describe("too short", () => {
  const days = (users: readonly number[]) => users.map((n, at) => ({ day: dayOf(at), n: [n, n], statistics: null }));

  it("is less than a week, or less than two where weekdays differ", () => {
    expect(tooShort.run(checkInput({ periodDays: 6 }))?.passed).toBe(false);
    expect(tooShort.run(checkInput({ periodDays: 7, days: days([10, 10, 11, 10, 9, 10, 10]) }))?.passed).toBe(true);
    const weekly = checkInput({ periodDays: 9, days: days([10, 40, 40, 10, 10, 10, 10, 11, 41]) });
    expect(tooShort.run(weekly)?.sentence.zh).toBe("实验覆盖 9 天；此处工作日与周末差异明显，完整两周为 14 天。");
  });
});

describe("novelty", () => {
  it("is an effect that falls from day to day", () => {
    const falling = Array.from({ length: 10 }, (_, at) => ({
      ...{ day: dayOf(at), n: [500, 500] },
      statistics: [sharesOf(50, 500), sharesOf(150 - 10 * at, 500)],
    }));
    const planned = { metrics: [{ name: "visit", type: "proportion", column: "visit", role: "primary" }] };
    const found = novelty.run(checkInput({ days: falling, planned }));
    expect(found?.passed).toBe(false);
    expect(found?.sentence.en).toMatch(/went from \+1\d.* in the first half to \+\d.* in percentage points/);
    const steady = falling.map((day) => ({ ...day, statistics: [sharesOf(50, 500), sharesOf(100, 500)] }));
    expect(novelty.run(checkInput({ days: steady, planned }))?.passed).toBe(true);
    expect(novelty.run(checkInput({ days: falling.slice(0, 6), planned }))).toBeNull();
  });

  it("fits a weighted line: y = 3 − t/2 exactly", () => {
    const line = Array.from({ length: 8 }, (_, day) => ({ difference: 3 - day / 2, standardError: 1 + (day % 3) }));
    expect(fitTrend(line)?.slope).toBeCloseTo(-0.5, 12);
  });
});

describe("everyone assigned", () => {
  it("is not who opened the mail", () => {
    const ratio = { name: "orders per open", type: "ratio", column: "orders", denominator: "email_opened" };
    const said = (planned: Record<string, unknown>) => everyoneAssigned.run(checkInput({ planned }))?.sentence.en;
    expect(said({ metrics: [ratio] })).toContain("which the treatment itself may change");
    expect(said({ segment: "是否打开" })).toContain("came after the treatment");
    const primary = { name: "clicked", type: "proportion", column: "clicked", role: "primary" };
    expect(said({ metrics: [primary] })).toContain("who saw the treatment");
    expect(said({ metrics: [{ ...primary, column: "reopened_account" }] })).toBeUndefined();
  });

  it("counts who is missing", () => {
    const found = everyoneAssigned.run(checkInput({ assigned: [1000, 4000] }));
    expect(found?.sentence.en).toBe("1,003 of 4,000 users assigned to “new” are in the results.");
    expect(everyoneAssigned.run(checkInput({ assigned: [1005, 1003] }))?.passed).toBe(true);
  });
});

describe("chooseCaveats", () => {
  it("puts what blocks first, then what failed, and keeps three", () => {
    const found = runChecks(
      checkInput({ arms: armsOf(900, 1200), usersInSeveralArms: 3, periodDays: 3, assigned: [2000, 1200] }),
    );
    expect(chooseCaveats(found, 3).map(({ title }) => title.en)).toEqual([
      "The groups are not as planned",
      "Users are in several variants",
      "Not everyone assigned is in it",
    ]);
  });

  it("tells of a sound test what was measured and that its groups hold", () => {
    expect(chooseCaveats(runChecks(checkInput()), 14).map(({ title }) => title.en)).toEqual([
      "14 days were measured",
      "Groups are as planned",
      "Everybody saw one variant",
    ]);
  });
});
