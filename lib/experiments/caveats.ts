import { formatNumber } from "../core/format.ts";
import type { Caveat, CheckReport } from "./report-schema.ts";

const most = 3;

/**
 * What to keep in mind beside the decision, three cards at most: what failed, those that block first; then that nothing beyond
 * the window was measured; then what a reader asks first and that holds. checks: in their registry's order.
 */
export function chooseCaveats(checks: readonly CheckReport[], days: number | null): Caveat[] {
  const toCaveat = ({ title, sentence }: CheckReport): Caveat => ({ title, detail: sentence });
  const failed = checks.filter(({ passed }) => !passed);
  const held = checks.filter(({ passed }) => passed);
  return [
    ...failed.filter(({ blocks }) => blocks).map(toCaveat),
    ...failed.filter(({ blocks }) => !blocks).map(toCaveat),
    ...(days === null || failed.some(({ id }) => id === "too-short") ? [] : [describeWindow(days)]),
    ...held.map(toCaveat),
  ].slice(0, most);
}

function describeWindow(days: number): Caveat {
  const n = formatNumber(days);
  return {
    title: { en: days === 1 ? "One day was measured" : `${n} days were measured`, zh: `观察了 ${n} 天` },
    detail: { en: "What comes after is not in these figures.", zh: "之后的影响未计入以上数字。" },
  };
}
