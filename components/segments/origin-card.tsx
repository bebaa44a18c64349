"use client";

import { useTranslations } from "next-intl";
import type { SegmentOrigin } from "../../lib/segments/segment-schema.ts";
import { useShownName } from "../datasets/use-shown-name.ts";
import { Link } from "../i18n/navigation.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Card } from "../ui/card.tsx";

/** The experiment that a segment was kept from, and what treating its people was expected to gain. */
export function OriginCard({ origin }: { readonly origin: SegmentOrigin }) {
  const t = useTranslations("segments");
  const say = useLocalised();
  const showName = useShownName();
  const from = t("originFrom", { name: showName(origin.title) });
  return (
    <Card
      title={t("originTitle")}
      meta={
        origin.experimentId === null ? (
          from
        ) : (
          <Link href={`/experiments/${origin.experimentId}`} className="underline underline-offset-[3px]">
            {from}
          </Link>
        )
      }
      className="mb-4"
    >
      <ul className="grid gap-1.5 px-4 py-3">
        {origin.notes.map((note) => (
          <li key={note.en} className="max-w-[75ch] text-ink-2 text-sm [overflow-wrap:anywhere]">
            {say(note)}
          </li>
        ))}
      </ul>
    </Card>
  );
}
