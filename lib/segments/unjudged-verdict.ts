import { formatNumber } from "../core/format.ts";
import type { Segment, Verdict } from "./schema.ts";

/** A verdict that says of which segments it does not speak: checks need all features, and whole segments may lack some. */
export function tellUnjudged(
  verdict: Verdict,
  segments: readonly Pick<Segment, "name" | "size" | "silhouette">[],
): Verdict {
  const isJudged = ({ silhouette }: Pick<Segment, "silhouette">) => Number.isFinite(silhouette ?? Number.NaN);
  const left = segments.filter((segment) => !isJudged(segment) && segment.size > 0);
  if (left.length === 0 || left.length === segments.length) return verdict;
  const [en, zh] = [
    left.map(({ name, size }) => `${name.en} (${formatNumber(size)})`).join(", "),
    left.map(({ name, size }) => `${name.zh}（${formatNumber(size)}）`).join("、"),
  ];
  const { detail } = verdict;
  return {
    ...verdict,
    detail: {
      en: `${detail.en} No figure of fit speaks of these, as the checks saw none of their members: ${en}.`,
      zh: `${detail.zh}各项检验未涉及以下人群的任何成员，因此不能说明它们是否真实存在：${zh}。`,
    },
  };
}
