"use client";

import { useTranslations } from "next-intl";
import { toProblem } from "../api/problem.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

interface ProblemNoteProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** What went wrong, what was kept and what to do, in place of what could not be shown. */
export function ProblemNote({ error, onRetry }: ProblemNoteProps) {
  const t = useTranslations("ui");
  const say = useLocalised();
  const { detail, reference } = toProblem(error);
  return (
    <div role="alert" className="flex items-start gap-3 rounded-lg bg-bad-soft px-4 py-3 text-bad">
      <Icon name="warning" />
      <div className="min-w-0 flex-1 text-sm">
        <p className="[overflow-wrap:anywhere]">{say(detail)}</p>
        {reference !== null && <p className="mt-1 text-xs">{t("reference", { reference })}</p>}
      </div>
      {onRetry && (
        <Button size="small" onClick={onRetry}>
          {t("retry")}
        </Button>
      )}
    </div>
  );
}
