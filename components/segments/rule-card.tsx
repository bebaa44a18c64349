"use client";

import { useTranslations } from "next-intl";
import type { SegmentDetailDto, SegmentRuleDto } from "../../lib/segments/segment-schema.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Card } from "../ui/card.tsx";
import { useRuleWords } from "./use-rule-words.ts";

interface RuleCardProps {
  readonly segment: SegmentDetailDto;
  readonly rule: SegmentRuleDto | null;
}

/** The segment as one sentence, with how far the sentence can be relied on. */
export function RuleCard({ segment, rule }: RuleCardProps) {
  const t = useTranslations("segments");
  const say = useLocalised();
  const words = useRuleWords(segment, rule);
  if (segment.isFixed)
    return (
      <Card title={t("rule")} meta={t("ruleFixed")}>
        <p className="max-w-[60ch] text-pretty px-4 py-3 font-medium">{segment.line && say(segment.line)}</p>
      </Card>
    );
  return (
    <Card title={t("rule")} meta={t("ruleMeta")}>
      {words ? (
        <div className="grid gap-2 px-4 py-3">
          <p className="max-w-[60ch] text-pretty font-medium">{words.sentence}</p>
          <p className="max-w-[70ch] text-ink-2 text-sm">{words.measured}</p>
        </div>
      ) : (
        <p className="px-4 py-6 text-ink-2">{t("ruleNone")}</p>
      )}
    </Card>
  );
}
