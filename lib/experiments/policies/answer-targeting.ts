import { CladeError } from "../../core/errors.ts";
import { createRandom } from "../../core/random.ts";
import type { ExperimentConfig, MetricConfig } from "../config-schema.ts";
import type { ExperimentReport, TargetingReport, UpliftReport } from "../report-schema.ts";
import { analyseUplift } from "../uplift/analyse-uplift.ts";
import type { Policy } from "../uplift/policy.ts";
import type { TestUsers } from "../uplift/users.ts";
import { describeWithheld } from "../uplift/wording.ts";
import { compareSegmentations } from "./compare-segmentations.ts";

/** Reads the users of an arm beside the control, with these metrics. */
export type ReadUsers = (arm: string, metrics: readonly MetricConfig[]) => Promise<TestUsers>;

export interface TargetingAnswers {
  readonly uplift: UpliftReport | null;
  readonly targeting: TargetingReport | null;
  /** Users and whom the policy treats; null where nothing was learnt. */
  readonly policy: { readonly ids: readonly string[]; readonly policy: Policy } | null;
}

/** Answers what the config asks of single users: whom to treat, and which segmentation knows it better. */
export async function answerTargeting(
  report: ExperimentReport,
  read: ReadUsers,
  progress: (fraction: number) => void,
): Promise<TargetingAnswers> {
  const { config } = report;
  const { uplift, targeting } = config;
  const random = createRandom(config.seed).fork("targeting");
  let answers: TargetingAnswers = { uplift: null, targeting: null, policy: null };
  if (report.decision.verdict === "blocked") return withhold(report);
  if (uplift) {
    const metric = metricOf(config, uplift.metric, "uplift");
    const users = await read(armOf(report, uplift.arm, "uplift"), [metric]);
    const result = analyseUplift(users, metric, config, random.fork("uplift"), progress);
    const policy = result.policy && { ids: users.ids, policy: result.policy };
    answers = { ...answers, uplift: result.report, policy };
  }
  if (targeting) {
    const metric = metricOf(config, targeting.metric, "targeting");
    const users = await read(armOf(report, targeting.arm, "targeting"), [metric]);
    answers = { ...answers, targeting: compareSegmentations(users, metric, config, random.fork("segmentations")) };
  }
  return answers;
}

/** @throws BAD_CONFIG where the metric is none, or has no value a user that adds up */
function metricOf(config: ExperimentConfig, name: string, part: string): MetricConfig {
  const metric = config.metrics.find((one) => one.name === name);
  if (metric && (metric.type === "proportion" || metric.type === "mean")) return metric;
  throw new CladeError("BAD_CONFIG", {
    path: `${part}.metric`,
    problem: {
      en: `“${name}” is no proportion or mean among the metrics`,
      zh: `“${name}”不是指标中的比例或均值指标`,
    },
  });
}

/** The one that is asked for, else the one that the decision names, else the first. */
function armOf({ arms, control, decision }: ExperimentReport, asked: string | undefined, part: string): string {
  const others = arms.flatMap(({ arm }) => (arm === control ? [] : [arm]));
  const named = asked ?? (decision.arm !== control ? decision.arm : null) ?? others[0];
  if (named !== undefined && others.includes(named)) return named;
  throw new CladeError("BAD_CONFIG", {
    path: `${part}.arm`,
    problem: { en: `“${named}” is no variant beside the control`, zh: `“${named}”不是对照组以外的分组` },
  });
}

/** A test that names no winner among its variants names none among policies. */
function withhold(report: ExperimentReport): TargetingAnswers {
  const { uplift, targeting } = report.config;
  const sentence = describeWithheld(report.decision.sentence);
  const nothing = { value: 0, low: 0, high: 0 };
  const headOf = (part: string, { metric, arm }: { readonly metric: string; readonly arm?: string | undefined }) => ({
    metric: metricOf(report.config, metric, part).name,
    arm: armOf(report, arm, part),
    users: 0,
  });
  return {
    uplift: uplift ? { ...headOf("uplift", uplift), sample: null, learners: [], policy: null, sentence } : null,
    targeting: targeting
      ? { ...headOf("targeting", targeting), currency: null, policies: [], treatAll: nothing, pairs: [], sentence }
      : null,
    policy: null,
  };
}
