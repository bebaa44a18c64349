"use client";

import type { ReactNode } from "react";
import type { Localised } from "../../lib/core/localised.ts";
import { useLocalised } from "../i18n/use-localised.ts";

interface FindingHeadProps {
  readonly title: string;
  readonly meta: string;
  /** Controls at the end of the line. */
  readonly children?: ReactNode;
}

/** The first line of a part of what was found. */
export function FindingHead({ title, meta, children }: FindingHeadProps) {
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-2 border-line border-b px-4 py-2.5">
      <div className="min-w-0 flex-[1_1_320px]">
        <h2 className="text-pretty">{title}</h2>
        <p className="meta">{meta}</p>
      </div>
      {children}
    </div>
  );
}

/** What the stages themselves say of it. */
export function FindingNotes({ notes }: { readonly notes: readonly Localised[] }) {
  const say = useLocalised();
  if (notes.length === 0) return null;
  return (
    <ul className="grid list-disc gap-x-12 gap-y-1 border-line border-t py-3 pr-4 pl-8 text-ink-2 text-sm min-[67.5rem]:grid-cols-2">
      {notes.map((note) => (
        <li key={note.en}>{say(note)}</li>
      ))}
    </ul>
  );
}
