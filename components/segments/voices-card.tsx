"use client";

import { useLocale, useTranslations } from "next-intl";
import { writeShare } from "../../lib/segments/charts/number-format.ts";
import type { SegmentDetailDto } from "../../lib/segments/segment-schema.ts";
import type { SegmentVoices } from "../../lib/segments/voices-schema.ts";
import { Card } from "../ui/card.tsx";

interface VoicesCardProps {
  readonly segment: SegmentDetailDto;
  readonly voices: SegmentVoices;
  readonly name: string;
}

/** What they write that others do not: how many wrote comes first, then words, quotes and what came up lately. */
export function VoicesCard({ segment, voices, name }: VoicesCardProps) {
  const t = useTranslations("segments");
  const locale = useLocale();
  const { wrote, texts, words, quotes, rising } = voices;
  const [first, second] = words;
  const title =
    first && second
      ? t("voicesTitle", { name, first: first.word, second: second.word })
      : t(wrote > 0 ? "voicesPlain" : "voicesSilent", { name });
  const meta = t("voicesMeta", { share: writeShare(wrote / Math.max(1, segment.size), locale), wrote, texts });
  return (
    <Card title={title} meta={meta}>
      <div className="grid gap-4 px-4 py-3 text-sm">
        {words.length > 0 && (
          <div>
            <h3 className="meta mb-1.5">{t("voicesWords")}</h3>
            <ul className="flex flex-wrap gap-1.5">
              {words.map(({ word, documents }) => (
                <li key={word} className="rounded-full border border-line px-2 py-0.5">
                  {word} <span className="meta num">{documents}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
        {quotes.length > 0 && (
          <div>
            <h3 className="meta mb-1.5">{t("voicesQuotes")}</h3>
            <ul className="grid gap-2">
              {quotes.map((quote) => (
                <li key={quote}>
                  <blockquote
                    className="border-l-2 py-0.5 pl-3 text-ink-2 [overflow-wrap:anywhere]"
                    style={{ borderColor: `var(--s${(segment.colour % 12) + 1})` }}
                  >
                    {quote}
                  </blockquote>
                </li>
              ))}
            </ul>
          </div>
        )}
        {rising.length > 0 && (
          <p>
            <span className="meta mr-2">{t("voicesRising")}</span>
            {rising.join(locale === "zh" ? "、" : ", ")}
          </p>
        )}
        <p className="meta">{t("voicesNote")}</p>
      </div>
    </Card>
  );
}
