import { formatNumber } from "../../core/format.ts";
import type { Localised } from "../../core/localised.ts";
import { quoteArm } from "../wording-amounts.ts";
import type { Check, CheckInput } from "./check.ts";

/** Columns that read like what only some users did after they were treated. */
const afterTreatment =
  /(^|[^a-z])(open(s|ed|er|ers)?|click(s|ed|er|ers)?|ctr|seen|viewed|delivered)([^a-z]|$)|打开|点击|已读|曝光/i;

/** More of those assigned than this missing from the results is a filter, not late arrival. */
const lostShare = 0.02;

/** Openers, clickers and buyers are chosen by what the treatment did: their differences are not its effect. */
export const everyoneAssigned: Check = {
  id: "everyone-assigned",
  label: { en: "Everyone assigned is in it", zh: "包含所有被分组的用户" },
  blocks: false,
  run(input) {
    const lost = findLost(input);
    const column = findColumn(input);
    if (!lost && !column) {
      if (input.assigned === null) return null;
      const n = formatNumber(input.assigned.reduce((total, count) => total + count, 0));
      return {
        ...{ passed: true, pValue: null, advice: null },
        title: { en: "Everyone assigned is in it", zh: "包含所有被分组的用户" },
        sentence: { en: `All ${n} users assigned are counted.`, zh: `被分组的 ${n} 名用户均已计入。` },
      };
    }
    return {
      ...{ passed: false, pValue: null },
      title: { en: "Not everyone assigned is in it", zh: "未包含所有被分组的用户" },
      sentence: lost ?? column ?? { en: "", zh: "" },
      advice: {
        en: "Count everyone who was assigned, with 0 for those who did nothing; opens are also inflated by mail programs. Keep such figures as description.",
        zh: "请计入所有被分组的用户，未发生行为的按 0 计；邮件客户端的预加载也会虚增打开数。这类数字只作描述用。",
      },
    };
  },
};

function findLost({ arms, assigned }: CheckInput): Localised | null {
  if (assigned === null) return null;
  const at = arms.findIndex(({ n }, i) => n < (assigned[i] ?? 0) * (1 - lostShare));
  const arm = arms[at];
  if (!arm) return null;
  const [n, all, name] = [formatNumber(arm.n), formatNumber(assigned[at] ?? 0), quoteArm(arm.arm)];
  return {
    en: `${n} of ${all} users assigned to ${name} are in the results.`,
    zh: `分到${name}的 ${all} 名用户中，只有 ${n} 名出现在结果里。`,
  };
}

function findColumn({ config }: CheckInput): Localised | null {
  const isAfter = (column: string | undefined) =>
    column !== undefined && afterTreatment.test(column.replaceAll("_", " "));
  const ratio = config.metrics.find(({ denominator }) => isAfter(denominator));
  if (ratio) {
    return {
      en: `${quoteArm(ratio.name)} is counted per ${quoteArm(ratio.denominator ?? "")}, which the treatment itself may change.`,
      zh: `${quoteArm(ratio.name)}以${quoteArm(ratio.denominator ?? "")}为分母，而它本身会受实验影响。`,
    };
  }
  if (isAfter(config.segment)) {
    return {
      en: `Segments are by ${quoteArm(config.segment ?? "")}, which came after the treatment.`,
      zh: `人群按${quoteArm(config.segment ?? "")}划分，而它发生在实验之后。`,
    };
  }
  const primary = config.metrics.find(({ role, column }) => role === "primary" && isAfter(column));
  if (!primary) return null;
  return {
    en: `The primary metric is ${quoteArm(primary.name)}: it says who saw the treatment, not what it did.`,
    zh: `主要指标是${quoteArm(primary.name)}：它只说明谁看到了，不说明带来了什么。`,
  };
}
