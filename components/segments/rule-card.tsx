"use client";

import { useLocale, useTranslations } from "next-intl";
import { writeShare, writeUserValue } from "../../lib/segments/charts/number-format.ts";
import { joinWords } from "../../lib/segments/charts/people.ts";
import type { SegmentDetailDto, SegmentRuleDto } from "../../lib/segments/segment-schema.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Card } from "../ui/card.tsx";

interface RuleCardProps {
  readonly segment: SegmentDetailDto;
  readonly rule: SegmentRuleDto | null;
}

/** The segment as one sentence, with how far the sentence can be relied on. */
export function RuleCard({ segment, rule }: RuleCardProps) {
  const t = useTranslations("segments");
  const say = useLocalised();
  const locale = useLocale();
  const conditions = (rule?.conditions ?? []).flatMap(({ feature, side, value }) => {
    const info = segment.features.find(({ id }) => id === feature);
    if (!info) return [];
    const written = writeUserValue(value, locale, info, segment.currency);
    const words = { feature: info.label[locale], value: written };
    if (info.unit === "yes-no")
      return [t("ruleIs", { ...words, value: writeUserValue(side === "least" ? 1 : 0, locale, info, null) })];
    return [t(side === "least" ? "ruleLeast" : "ruleMost", words)];
  });
  if (segment.isFixed)
    return (
      <Card title={t("rule")} meta={t("ruleFixed")}>
        <p className="max-w-[60ch] text-pretty px-4 py-3 font-medium">{segment.line && say(segment.line)}</p>
      </Card>
    );
  return (
    <Card title={t("rule")} meta={t("ruleMeta")}>
      {rule && conditions.length > 0 ? (
        <div className="grid gap-2 px-4 py-3">
          <p className="max-w-[60ch] text-pretty font-medium">
            {t("ruleSentence", { conditions: joinWords(conditions, locale) })}
          </p>
          <p className="max-w-[70ch] text-ink-2 text-sm">
            {t("ruleMeasured", {
              precision: writeShare(rule.precision, locale),
              recall: writeShare(rule.recall, locale),
            })}
          </p>
        </div>
      ) : (
        <p className="px-4 py-6 text-ink-2">{t("ruleNone")}</p>
      )}
    </Card>
  );
}
