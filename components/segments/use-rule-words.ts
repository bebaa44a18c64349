"use client";

import { useLocale, useTranslations } from "next-intl";
import { writeShare, writeUserValue } from "../../lib/segments/charts/number-format.ts";
import { joinWords } from "../../lib/segments/charts/people.ts";
import type { SegmentDetailDto, SegmentRuleDto } from "../../lib/segments/segment-schema.ts";

interface RuleWords {
  readonly sentence: string;
  /** How far it can be relied on. */
  readonly measured: string;
}

/** A segment's rule in words; null where there is none, or nothing of it that this run knows. */
export function useRuleWords({ features, currency }: SegmentDetailDto, rule: SegmentRuleDto | null): RuleWords | null {
  const t = useTranslations("segments");
  const locale = useLocale();
  const conditions = (rule?.conditions ?? []).flatMap(({ feature, side, value }) => {
    const info = features.find(({ id }) => id === feature);
    if (!info) return [];
    const written = writeUserValue(value, locale, info, currency);
    const words = { feature: info.label[locale], value: written };
    if (info.unit === "yes-no")
      return [t("ruleIs", { ...words, value: writeUserValue(side === "least" ? 1 : 0, locale, info, null) })];
    return [t(side === "least" ? "ruleLeast" : "ruleMost", words)];
  });
  if (!rule || conditions.length === 0) return null;
  return {
    sentence: t("ruleSentence", { conditions: joinWords(conditions, locale) }),
    measured: t("ruleMeasured", {
      precision: writeShare(rule.precision, locale),
      recall: writeShare(rule.recall, locale),
    }),
  };
}
