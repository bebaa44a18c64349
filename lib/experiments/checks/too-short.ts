import { formatNumber } from "../../core/format.ts";
import type { Check, CheckDay } from "./check.ts";

/** Weekdays whose traffic differs by more than this want two whole weeks. */
const weekdayRatio = 1.5;

export const tooShort: Check = {
  id: "too-short",
  label: { en: "Long enough", zh: "时长足够" },
  blocks: false,
  run({ periodDays, days }) {
    if (periodDays === null) return null;
    const doWeekdaysMatter = days.length >= 7 && weekdaySpread(days) > weekdayRatio;
    const needed = doWeekdaysMatter ? 14 : 7;
    const n = formatNumber(periodDays);
    const en = periodDays === 1 ? "one day" : `${n} days`;
    if (periodDays >= needed) {
      return {
        ...{ passed: true, pValue: null, advice: null },
        title: { en: "Every weekday is in it", zh: "覆盖了完整的一周" },
        sentence: { en: `The test covers ${en}.`, zh: `实验覆盖 ${n} 天。` },
      };
    }
    return {
      ...{ passed: false, pValue: null },
      title: { en: needed === 7 ? "Less than a week" : "Less than two weeks", zh: `不足 ${needed} 天` },
      sentence: {
        en: `The test covers ${en}; ${needed === 7 ? "a whole week has 7" : "weekdays differ here, and two whole weeks have 14"}.`,
        zh: `实验覆盖 ${n} 天；${needed === 7 ? "完整一周为 7 天" : "此处工作日与周末差异明显，完整两周为 14 天"}。`,
      },
      advice: {
        en: "People differ by weekday: what was seen may hold for these days alone. Run whole weeks.",
        zh: "不同日子的用户有差别，当前结果可能只适用于这几天。请按整周运行。",
      },
    };
  },
};

/** Mean users of the busiest weekday by those of the quietest. */
function weekdaySpread(days: readonly CheckDay[]): number {
  const byWeekday = Map.groupBy(days, ({ day }) => new Date(`${day}T00:00:00Z`).getUTCDay());
  const means = [...byWeekday.values()].map(
    (own) => own.flatMap(({ n }) => n).reduce((total, count) => total + count, 0) / own.length,
  );
  return Math.max(...means) / Math.max(1, Math.min(...means));
}
