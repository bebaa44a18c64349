import type { Localised } from "../core/localised.ts";
import { type ArmCase, comparisonsOf, type DecisionInput, isHarmed, isOpen } from "./decision-case.ts";
import type { CheckReport, Comparison, DecisionVerdict, MetricReport } from "./report-schema.ts";
import { exactDecimals, joinNames, nameMetric, quoteArm, subjectOf, writeSize } from "./wording-amounts.ts";
import { describeGroups, describeRunnerUp, describeSegments } from "./wording-detail.ts";

export interface DecisionWords {
  readonly input: DecisionInput;
  readonly verdict: DecisionVerdict;
  /** The best arm of that verdict; null where a check blocks. */
  readonly chosen: ArmCase | null;
  readonly cases: readonly ArmCase[];
  readonly blocking: CheckReport | null;
}

/** A headline that a manager reads, and below it who was in it, what moved, and what cannot be told. */
export function describeDecision(words: DecisionWords): { readonly sentence: Localised; readonly detail: Localised } {
  const { input, chosen, cases, blocking } = words;
  const details = [
    describeGroups(input),
    blocking ? blocking.sentence : (chosen?.lead[0]?.comparison.sentence ?? null),
    words.verdict === "ship" && chosen ? describeRunnerUp(chosen, cases, input) : null,
    blocking ? null : describeSegments(input, chosen),
  ].filter((one) => one !== null);
  return {
    sentence: describeHeadline(words),
    detail: { en: details.map(({ en }) => en).join(" "), zh: details.map(({ zh }) => zh).join("") },
  };
}

function describeHeadline({ input, verdict, chosen, cases, blocking }: DecisionWords): Localised {
  if (blocking) {
    return {
      en: `No winner can be named. ${blocking.title.en}.`,
      zh: `暂不能判定优胜组：${blocking.title.zh}。`,
    };
  }
  if (!chosen) return { en: "There is nothing to compare.", zh: "没有可比较的数据。" };
  const arm = quoteArm(chosen.arm);
  const control = quoteArm(input.control);
  if (verdict === "no-difference") return describeNoDifference(input, chosen);
  if (verdict === "ship") {
    const moved = describeMoves(input, chosen.arm, "better");
    return chosen.because === "money"
      ? {
          en: `Choose ${arm}: ${moved.en}, and it pays for itself.`,
          zh: `建议采用${arm}：${moved.zh}，扣除成本后仍有盈利。`,
        }
      : { en: `Choose ${arm}: ${moved.en}.`, zh: `建议采用${arm}：${moved.zh}。` };
  }
  const why = describeWhy(input, chosen);
  if (verdict === "stop") {
    return cases.length > 1
      ? {
          en: `Stay with ${control}: no other variant is better. ${why.en}.`,
          zh: `建议维持${control}：其他组均不更好。${why.zh}。`,
        }
      : { en: `Stay with ${control}: ${why.en}.`, zh: `建议维持${control}：${why.zh}。` };
  }
  return verdict === "continue"
    ? { en: `Keep the test running: ${why.en}.`, zh: `请继续测试：${why.zh}。` }
    : { en: `No decision from these data: ${why.en}.`, zh: `现有数据尚不足以决定：${why.zh}。` };
}

/** What speaks against an arm, or leaves it open; begins with the arm, ends without a full stop. */
function describeWhy(input: DecisionInput, { arm, because, lead }: ArmCase): Localised {
  const who = quoteArm(arm);
  const better = () =>
    describeMoves(
      input,
      arm,
      "better",
      lead.map(({ metric }) => metric),
    );
  switch (because) {
    case "money": {
      const isLoss = input.money.some((one) => one.arm === arm && one.perUser !== null && one.perUser.high < 0);
      const moved = better();
      return isLoss
        ? {
            en: `with ${who} ${moved.en}, but it costs more than it brings in`,
            zh: `采用${who}后，${moved.zh}，但成本高于收益`,
          }
        : {
            en: `with ${who} ${moved.en}, but whether it pays is open`,
            zh: `采用${who}后，${moved.zh}，但能否盈利尚不明确`,
          };
    }
    case "guardrail":
      return describeGuardrail(input, arm, lead);
    case "mixed": {
      const [moved, hurt] = [
        better(),
        describeMoves(
          input,
          arm,
          "worse",
          lead.map(({ metric }) => metric),
        ),
      ];
      return { en: `with ${who} ${moved.en}, but ${hurt.en}`, zh: `采用${who}后，${moved.zh}，但${hurt.zh}` };
    }
    case "metric":
      return describeLead(input, arm, lead);
  }
}

function describeLead(input: DecisionInput, arm: string, lead: ArmCase["lead"]): Localised {
  const who = quoteArm(arm);
  if (lead.some(({ comparison }) => comparison.verdict === "worse")) {
    const hurt = describeMoves(
      input,
      arm,
      "worse",
      lead.map(({ metric }) => metric),
    );
    return { en: `with ${who} ${hurt.en}`, zh: `采用${who}后，${hurt.zh}` };
  }
  const names = joinNames(lead.map(({ metric }) => nameMetric(subjectOf(metric, input.config))));
  const known = lead.filter(({ comparison }) => comparison.verdict !== "inconclusive");
  if (known.length === 0) {
    return { en: `${names.en} of ${who} could not be judged`, zh: `${who}的${names.zh}无法判断` };
  }
  const control = quoteArm(input.control);
  return {
    en: `${who} cannot be told apart from ${control} on ${names.en}`,
    zh: `${who}与${control}在${names.zh}上尚无法区分`,
  };
}

function describeGuardrail(input: DecisionInput, arm: string, lead: ArmCase["lead"]): Localised {
  const guards = comparisonsOf(
    arm,
    input.metrics.filter(({ role }) => role === "guardrail"),
  );
  const harmed = guards.filter(isHarmed).map(({ metric }) => metric);
  const who = quoteArm(arm);
  if (harmed.length > 0) {
    const hurt = describeMoves(input, arm, "worse", harmed);
    return { en: `with ${who} ${hurt.en}`, zh: `采用${who}后，${hurt.zh}` };
  }
  const open = guards.filter((guard) => isOpen(guard, input.config));
  const names = joinNames(open.map(({ metric }) => nameMetric(subjectOf(metric, input.config))));
  const moved = describeMoves(
    input,
    arm,
    "better",
    lead.map(({ metric }) => metric),
  );
  return {
    en: `with ${who} ${moved.en}, but harm to ${names.en} is not ruled out`,
    zh: `采用${who}后，${moved.zh}，但尚不能排除损害${names.zh}的可能`,
  };
}

/** "visit and spend a user rose", "complaints fell and visit rose": the metrics of an arm that have such a verdict. */
function describeMoves(
  input: DecisionInput,
  arm: string,
  verdict: Comparison["verdict"],
  among: readonly MetricReport[] = input.metrics,
): Localised {
  const moved = comparisonsOf(arm, among).filter(({ comparison }) => comparison.verdict === verdict);
  const parts = [1, -1].flatMap((sign) => {
    const own = moved.filter(({ comparison }) => Math.sign(comparison.difference ?? 0) === sign);
    if (own.length === 0) return [];
    const names = joinNames(own.map(({ metric }) => nameMetric(subjectOf(metric, input.config))));
    return sign > 0
      ? [{ en: `${names.en} rose`, zh: `${names.zh}提高` }]
      : [{ en: `${names.en} fell`, zh: `${names.zh}下降` }];
  });
  return { en: parts.map(({ en }) => en).join(" and "), zh: parts.map(({ zh }) => zh.trim()).join("，") };
}

function describeNoDifference(input: DecisionInput, { arm, lead }: ArmCase): Localised {
  const parts = lead.map(({ metric }) => {
    const subject = subjectOf(metric, input.config);
    const margin = input.config.metrics.find(({ name }) => name === metric.name)?.margin ?? 0;
    const size = writeSize(margin, subject, exactDecimals(subject, margin));
    const name = nameMetric(subject);
    return { en: `${name.en} differs by less than ${size.en}`, zh: `${name.zh.trimStart()}相差不足${size.zh}` };
  });
  const [en, zh] = [parts.map((part) => part.en).join(", "), parts.map((part) => part.zh).join("，")];
  return {
    en: `${quoteArm(arm)} makes no difference that matters: ${en}.`,
    zh: `${quoteArm(arm)}没有带来有意义的差别：${zh}。`,
  };
}
