"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatNumber } from "../../lib/core/format.ts";
import { Button } from "../ui/button.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import type { useEstimate } from "./use-run-options.ts";
import { useWriteSeconds } from "./use-write-seconds.ts";

interface StartCardProps {
  readonly estimate: ReturnType<typeof useEstimate>;
  readonly isStarting: boolean;
  readonly error: unknown;
  /** Below the button: another way to start. */
  readonly children?: ReactNode;
}

/** What it will take, beside the button that starts it; stays in view. */
export function StartCard({ estimate, isStarting, error, children }: StartCardProps) {
  const t = useTranslations("runs");
  const locale = useLocale();
  const writeSeconds = useWriteSeconds();
  const { data, error: refusal } = estimate;
  const rows: readonly (readonly [label: string, value: string])[] = [
    [t("estimate.people"), data ? formatNumber(data.users) : "–"],
    [t("estimate.columns"), data ? formatNumber(data.columns) : "–"],
    [t("estimate.matrix"), data ? writeBytes(data.matrixBytes, locale) : "–"],
    [t("estimate.time"), data ? t("about", { value: writeSeconds(data.seconds) }) : "–"],
    [t("estimate.memory"), data ? t("about", { value: writeBytes(data.memoryBytes, locale) }) : "–"],
    [t("estimate.memoryLimit"), data ? writeBytes(data.memoryLimitBytes, locale) : "–"],
  ];
  return (
    <section
      className="card grid gap-3 px-5 py-4 min-[62.5rem]:sticky min-[62.5rem]:top-0"
      aria-label={t("estimate.title")}
    >
      <h2>{t("estimate.title")}</h2>
      <dl className="num grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5 text-sm" aria-live="polite">
        {rows.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-ink-3">{label}</dt>
            <dd className="text-right">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="meta">{t("estimate.note")}</p>
      {refusal && <ProblemNote error={refusal} />}
      {error ? <ProblemNote error={error} /> : null}
      <Button type="submit" tone="primary" busy={isStarting} className="w-full">
        {t("start")}
      </Button>
      {children}
    </section>
  );
}

function writeBytes(bytes: number, locale: "en" | "zh"): string {
  const units = ["B", "kB", "MB", "GB"];
  let at = 0;
  let size = bytes;
  while (size >= 999.5 && at < units.length - 1) {
    size /= 1000;
    at++;
  }
  return `${formatNumber(size, size < 9.95 && at > 0 ? 1 : 0)}${locale === "zh" ? "" : " "}${units[at]}`;
}
