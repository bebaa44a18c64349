import { formatNumber } from "../../core/format.ts";
import type { Localised } from "../../core/localised.ts";
import { joinNames, quoteArm, writeP } from "../wording-amounts.ts";
import type { Check, CheckInput } from "./check.ts";
import { testShares } from "./chi-squared-test.ts";

/** Fabijan et al. 2019 (doi:10.1145/3292500.3330722): at this level a false alarm is rare, and a real mismatch nearly always larger. */
export const alarm = 0.001;

export const sampleRatioMismatch: Check = {
  id: "sample-ratio-mismatch",
  label: { en: "Sample ratio", zh: "样本比例（SRM）" },
  blocks: true,
  run(input) {
    const { arms } = input;
    if (arms.length < 2) return null;
    const shares = arms.map(({ plannedShare }) => plannedShare);
    const counts = arms.map(({ n }) => n);
    const { pValue } = testShares(counts, shares);
    const [n, p] = [writeCounts(counts), writeP(pValue)];
    if (pValue >= alarm) {
      return {
        ...{ passed: true, pValue, advice: null },
        title: { en: "Groups are as planned", zh: "各组人数符合计划" },
        sentence:
          pValue >= 0.05
            ? { en: `${n.en} users; sample ratio check ${p}.`, zh: `各组 ${n.zh} 名用户；样本比例检验 ${p}。` }
            : {
                en: `${n.en} users; sample ratio check ${p}, short of the alarm at ${alarm}.`,
                zh: `各组 ${n.zh} 名用户；样本比例检验 ${p}，未达到 ${alarm} 的警戒线。`,
              },
      };
    }
    const whole = counts.reduce((total, count) => total + count, 0);
    const planned = writeCounts(shares.map((share) => Math.round(share * whole)));
    return {
      ...{ passed: false, pValue },
      title: { en: "The groups are not as planned", zh: "各组人数与计划不符" },
      sentence: {
        en: `${n.en} users where ${planned.en} were planned: chance hardly does that (${p}).`,
        zh: `各组实际 ${n.zh} 名用户，计划为 ${planned.zh} 名：几乎不可能出于偶然（${p}）。`,
      },
      advice: findCause(input, shares),
    };
  },
};

/** Where the mismatch sits says where to look: on some days, in some segments, else everywhere. */
function findCause({ days, segments, arms }: CheckInput, shares: readonly number[]): Localised {
  const isOff = (n: readonly number[], among: number) => testShares(n, shares).pValue < alarm / among;
  const badDays = days.filter(({ n }) => isOff(n, days.length));
  const badSegments = segments.filter(({ n }) => isOff(n, segments.length));
  const until = {
    en: "Read no result before the cause is found.",
    zh: "查明原因之前，请勿解读结果。",
  };
  if (days.length > 1 && badDays.length > 0 && badDays.length <= days.length / 3) {
    const [first, last] = [badDays[0]?.day ?? "", badDays.at(-1)?.day ?? ""];
    const when =
      badDays.length === 1
        ? { en: `on ${first}`, zh: `${first} 当天` }
        : {
            en: `on ${badDays.length} of ${days.length} days, the first ${first}, the last ${last}`,
            zh: `${days.length} 天中的 ${badDays.length} 天（最早 ${first}，最晚 ${last}）`,
          };
    return {
      en: `It arose ${when.en}: look for an outage, a release or a changed split. ${until.en}`,
      zh: `偏差出现在${/^\d/.test(when.zh) ? " " : ""}${when.zh}：请检查是否有故障、发布或流量分配变更。${until.zh}`,
    };
  }
  if (segments.length > 1 && badSegments.length > 0 && badSegments.length < segments.length) {
    const names = joinNames(badSegments.map(({ segment }) => ({ en: quoteArm(segment), zh: quoteArm(segment) })));
    return {
      en: `It sits in ${names.en}: look for a redirect, a filter or an error that meets these users alone. ${until.en}`,
      zh: `偏差集中在${names.zh}：请检查是否有只影响这部分用户的跳转、过滤或故障。${until.zh}`,
    };
  }
  const missing = arms.reduce((least, arm) => (arm.n / arm.plannedShare < least.n / least.plannedShare ? arm : least));
  const arm = quoteArm(missing.arm);
  return {
    en: `${arm} has too few. Users were lost after assignment (a redirect, a crash, a filter of bots or of rows), or the planned shares were entered wrongly. ${until.en}`,
    zh: `${arm}人数偏少：可能在分组之后丢失了用户（跳转、崩溃、过滤机器人或数据行），也可能是计划比例填写有误。${until.zh}`,
  };
}

function writeCounts(counts: readonly number[]): Localised {
  const written = counts.map((count) => formatNumber(count));
  const en = written.length > 1 ? `${written.slice(0, -1).join(", ")} and ${written.at(-1)}` : (written[0] ?? "");
  return { en, zh: written.join("、") };
}
