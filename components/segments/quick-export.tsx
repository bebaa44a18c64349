"use client";

import { useTranslations } from "next-intl";
import type { ExportDto } from "../../lib/activation/schema.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { showToast } from "../ui/toaster.tsx";
import { ExportDialog } from "./export-dialog.tsx";
import { useQuickExport } from "./use-export.ts";

interface QuickExportProps {
  readonly runId: string;
  readonly segmentId: string;
  /** Whose list, in words. */
  readonly what: string;
}

/** One click for the list as the last one was; the caret beside it for everything that can be chosen. */
export function QuickExport({ runId, segmentId, what }: QuickExportProps) {
  const t = useTranslations("segments");
  const quick = useQuickExport({ runId, segmentId });
  const tell = (made: ExportDto) => {
    const facts = [
      t("exportedOf", { what, count: made.rows }),
      ...(made.withoutConsent > 0 ? [t("withoutConsent", { count: made.withoutConsent })] : []),
    ];
    const text = facts.join(" ");
    showToast({ tone: "good", text: { en: text, zh: text } });
  };
  return (
    <span className="inline-flex flex-none">
      <Button
        size="small"
        className="rounded-r-none"
        aria-label={t("exportTitle", { what })}
        busy={quick.isPending}
        onClick={() => quick.mutate(undefined, { onSuccess: tell })}
      >
        {t("exportStart")}
      </Button>
      <ExportDialog runId={runId} segmentId={segmentId} what={what}>
        <Button size="small" className="rounded-l-none border-l-0 px-1!" aria-label={t("exportChoose", { what })}>
          <Icon name="down" size={12} />
        </Button>
      </ExportDialog>
    </span>
  );
}
