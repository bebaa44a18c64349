import { formatNumber } from "../core/format.ts";
import type { Localised } from "../core/localised.ts";
import { areRows } from "./people.ts";
import type { Segment, Verdict } from "./schema.ts";

/** A verdict that says of whom it does not speak: who is in a segment by rule was not looked at. */
export function tellFixed(
  verdict: Verdict,
  fixed: readonly Pick<Segment, "name" | "size">[],
  people: Localised,
): Verdict {
  if (fixed.length === 0) return verdict;
  const said = (locale: "en" | "zh") =>
    fixed.map(({ name, size }) =>
      locale === "en"
        ? `${name.en} (${formatNumber(size)})`
        : `${name.zh}（${formatNumber(size)} ${areRows(people) ? people.zh : "人"}）`,
    );
  const { detail } = verdict;
  return {
    ...verdict,
    detail: {
      en: `${detail.en} Fixed by people, so that no figure of fit speaks of them: ${said("en").join(", ")}.`,
      zh: `${detail.zh}由人指定、不参与上述检验的人群：${said("zh").join("、")}。`,
    },
  };
}
