import { expect, test } from "vitest";
import { ExperimentConfig } from "../config-schema.ts";
import { describeKept, type PolicyOf } from "./kept-wording.ts";

const gain = (value: number) => ({ value, low: value - 0.01, high: value + 0.01 });
const config = ExperimentConfig.parse({
  metrics: [{ name: "Bought", type: "proportion", column: "bought", role: "primary" }],
});
const said = { en: "Said.", zh: "说明。" };

/** A voucher that pays for some and drives the others away. */
function reportOf(ruleGain: number): PolicyOf {
  const policy = {
    ...{ rule: said, sentence: said, fidelity: 0.9, where: [], share: 0.4, currency: null, verdict: "policy" as const },
    ...{ gain: gain(0.02), ruleGain: gain(ruleGain), treatAll: gain(-0.05), treatNone: gain(0), advantage: gain(0.02) },
  };
  const uplift = { metric: "Bought", arm: "Voucher", users: 500, sample: null, learners: [], policy, sentence: said };
  return { name: "Spring", config, uplift };
}

test("what treating everybody would lose is no gain", () => {
  const [, kept] = describeKept(reportOf(0.01));
  expect(kept).toEqual({
    en: "On Bought, treating these is expected to gain 2.0 percentage points (1.0 to 3.0) a user more than treating nobody; treating everybody 5.0 percentage points (4.0 to 6.0) less.",
    zh: "按 Bought 计，只触达这些人，预计人均比不触达任何人多 2.0 个百分点（1.0～3.0）；触达全部用户则少 5.0 个百分点（4.0～6.0）。",
  });
});

test("a list that was drawn from very many users says so, a rule has no list", () => {
  const report = reportOf(0.01);
  const drawn = { ...report, uplift: { ...report.uplift, sample: { users: 200_000, of: 1_250_000 } } };
  const [, , , last] = describeKept(drawn);
  expect(last?.en).toBe(
    "The test had 1,250,000 users, of whom 200,000 were drawn by chance and looked at: whoever else it would be worth treating is not among these people.",
  );
  expect(last?.zh).toContain("共 1,250,000 名用户");
  expect(describeKept(report)).toHaveLength(3);
  expect(describeKept(drawn, true)).toHaveLength(3);
});

test("a rule that says less well whom to treat than the policy may lose what that gains", () => {
  const [, kept] = describeKept(reportOf(-0.03), true);
  expect(kept?.en).toContain("3.0 percentage points (2.0 to 4.0) a user less than treating nobody; treating everybody");
  expect(kept?.zh).toContain("预计人均比不触达任何人少 3.0 个百分点");
});
