"use client";

import { useTranslations } from "next-intl";
import type { ExportDto } from "../../lib/activation/schema.ts";
import { DidItWork } from "../experiments/did-it-work.tsx";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";

interface ExportDoneProps {
  readonly made: ExportDto;
  readonly onAgain: (id: string, part?: "list" | "control") => void;
}

/** What left, what was held back, and what was left out. */
export function ExportDone({ made, onAgain }: ExportDoneProps) {
  const t = useTranslations("segments");
  return (
    <div className="grid gap-3" aria-live="polite">
      <p className="font-semibold text-lg">{t("exported", { count: made.rows })}</p>
      <ul className="grid gap-1 text-ink-2 text-sm">
        {made.excluded > 0 && <li>{t("excluded", { count: made.excluded })}</li>}
        {made.withoutConsent > 0 && <li>{t("withoutConsent", { count: made.withoutConsent })}</li>}
        {made.controlRows > 0 && (
          <li>{t("heldBack", { count: made.controlRows, seed: String(made.controlSeed ?? 0) })}</li>
        )}
        {made.personal.length > 0 && <li>{t("personalOn", { columns: made.personal.join(t("comma")) })}</li>}
        <li>{t("logged")}</li>
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => onAgain(made.id)}>
          <Icon name="download" size={14} />
          {t("downloadAgain")}
        </Button>
        {made.controlRows > 0 && (
          <Button onClick={() => onAgain(made.id, "control")}>
            <Icon name="download" size={14} />
            {t("downloadControl")}
          </Button>
        )}
        {made.controlRows > 0 && <DidItWork exportId={made.id} />}
      </div>
    </div>
  );
}
