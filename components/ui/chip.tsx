import type { ReactNode } from "react";
import { cx } from "./class-names.ts";

export type ChipTone = "plain" | "good" | "warn" | "bad" | "accent";

const tones: Readonly<Record<ChipTone, string>> = {
  plain: "border-line bg-sunken text-ink-2",
  good: "border-transparent bg-good-soft text-good",
  warn: "border-transparent bg-warn-soft text-warn",
  bad: "border-transparent bg-bad-soft text-bad",
  accent: "border-transparent bg-accent-soft text-accent",
};

export function Chip({ tone = "plain", children }: { readonly tone?: ChipTone; readonly children: ReactNode }) {
  return (
    <span
      className={cx(
        "inline-flex items-center gap-1.5 whitespace-nowrap rounded-full border px-2 py-0.5 text-xs",
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
