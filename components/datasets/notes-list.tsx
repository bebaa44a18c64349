"use client";

import { useTranslations } from "next-intl";
import type { Localised } from "../../lib/core/localised.ts";
import { useLocalised } from "../i18n/use-localised.ts";

/** What was noticed on the way; nothing where nothing was. */
export function NotesList({ notes }: { readonly notes: readonly Localised[] }) {
  const t = useTranslations("datasets");
  const say = useLocalised();
  if (notes.length === 0) return null;
  return (
    <div className="border-line border-t px-4 py-3">
      <h3 className="font-medium text-sm">{t("notes")}</h3>
      <ul className="mt-1 max-w-[90ch] list-disc pl-5 text-ink-2 text-sm">
        {notes.map((note) => (
          <li key={note.en} className="[overflow-wrap:anywhere]">
            {say(note)}
          </li>
        ))}
      </ul>
    </div>
  );
}
