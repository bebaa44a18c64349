import { formatShare } from "../../core/format.ts";
import type { Localised } from "../../core/localised.ts";
import type { ClusteringSummary } from "../schema.ts";

/** Less than this is told as nothing: a descent ends within as much. */
const least = 0.0005;

/** What rules of size and pairs cost the fit of k segments in tightness, inertia beside that of the fit without them; nothing where there are none. */
export function describePrice(fits: ClusteringSummary["fits"], k: number): Localised[] {
  const fit = fits.find((one) => one.k === k);
  if (fit?.freeInertia === undefined) return [];
  const price = fit.freeInertia > 0 ? fit.inertia / fit.freeInertia - 1 : 0;
  if (fit.freeInertia === 0 && fit.inertia > 0)
    return [
      {
        en: "Without your rules everybody of a segment would be alike; with them they are not.",
        zh: "没有规则时，每个人群中的用户完全相同；按规则划分后不再如此。",
      },
    ];
  if (price < least)
    return [
      {
        en: "Your rules cost nothing: without them the segments would be no tighter.",
        zh: "您的规则没有代价：没有规则时，人群也不会更紧凑。",
      },
    ];
  return [
    {
      en: `Your rules cost ${formatShare(price, "en")} of tightness: so much larger is the sum of squared distances to the middle of each segment than without them.`,
      zh: `您的规则使紧凑程度下降 ${formatShare(price, "zh")}：用户到所在人群中心的距离平方和，比没有规则时大这么多。`,
    },
  ];
}
