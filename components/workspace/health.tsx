"use client";

import { useTranslations } from "next-intl";
import { Chip } from "../ui/chip.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { useHealth } from "./use-workspace.ts";

const parts = ["database", "queue", "disk"] as const;

export function Health() {
  const t = useTranslations("workspace");
  const health = useHealth();
  return (
    <>
      <p className="meta border-line border-b px-4 py-3">{t("healthText")}</p>
      {health.error && <ProblemNote error={health.error} onRetry={health.refetch} />}
      {health.isPending && <SkeletonRows rows={parts.length} height={45} />}
      {health.data && (
        <ul>
          {parts.map((part) => {
            const isGood = health.data.checks[part] === "ok";
            return (
              <li key={part} className="flex items-center gap-3 border-line border-b px-4 py-3 last:border-0">
                <span className="font-medium">{t(`check.${part}`)}</span>
                <span className="ml-auto">
                  <Chip tone={isGood ? "good" : "bad"}>{isGood ? t("healthGood") : t("healthBad")}</Chip>
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
