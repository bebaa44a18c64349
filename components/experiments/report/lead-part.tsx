"use client";

import type { ReactNode } from "react";
import type { Tone } from "../../../lib/experiments/charts/interval-row.ts";
import type { LeadBar } from "../../../lib/experiments/charts/lead-bar.ts";
import { type LeadFigure, leadLabels } from "../../../lib/experiments/report/lead-figure.ts";
import { cx } from "../../ui/class-names.ts";
import { Term } from "./term.tsx";

const tones: Readonly<Record<Tone, string>> = { good: "text-good", bad: "text-bad", plain: "text-ink" };

/** The one number beside the verdict, its range as a bar against zero, and what it rests on. */
export function LeadPart({ lead, children }: { readonly lead: LeadFigure; readonly children?: ReactNode }) {
  return (
    <div className="min-w-0 border-line @max-2xl:border-t @2xl:border-l @max-2xl:pt-4 @2xl:pl-5 @4xl:pl-7">
      <p className="meta">
        <Term term={lead.term}>{lead.label}</Term>
      </p>
      <p className={cx("num font-semibold text-[28px] leading-9 tracking-[-0.02em]", tones[lead.tone])}>
        {lead.figure}
      </p>
      {lead.bar && <RangeBar bar={lead.bar} lead={lead} />}
      {lead.notes.map(({ text, term }) => (
        <p key={text} className="meta mt-[3px] [overflow-wrap:anywhere]">
          <Term term={term}>{text}</Term>
        </p>
      ))}
      {children}
    </div>
  );
}

const [width, inset] = [270, 6];

function RangeBar({ bar, lead }: { readonly bar: LeadBar; readonly lead: LeadFigure }) {
  const at = (share: number) => inset + share * (width - 2 * inset);
  const colour = lead.tone === "plain" ? "var(--ink-3)" : `var(--${lead.tone})`;
  return (
    <svg viewBox={`0 0 ${width} 46`} role="img" aria-label={lead.range} className="num block w-full max-w-[300px]">
      <line x1={at(0)} x2={at(1)} y1="16" y2="16" stroke="var(--line-strong)" />
      <rect
        x={at(bar.low)}
        y="11"
        width={at(bar.high) - at(bar.low)}
        height="10"
        rx="5"
        opacity="0.28"
        style={{ fill: colour }}
      />
      <line x1={at(bar.zero)} x2={at(bar.zero)} y1="7" y2="25" stroke="var(--ink-2)" />
      <circle cx={at(bar.value)} cy="16" r="6" style={{ fill: colour }} />
      {leadLabels(lead).map(({ at: share, anchor, text }) => (
        <text key={anchor + share} x={at(share)} y="40" textAnchor={anchor} fontSize="11" fill="var(--ink-3)">
          {text}
        </text>
      ))}
    </svg>
  );
}
