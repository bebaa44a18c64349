"use client";

import { useTranslations } from "next-intl";
import type { RunDetailDto } from "../../lib/runs/schema.ts";
import { Button } from "../ui/button.tsx";
import { useMay } from "../workspace/use-me.ts";
import { useRerun } from "./use-run.ts";

/** Of a run over an older version of its dataset: the same again over the newest, in one click. */
export function NewerData({ run }: { readonly run: RunDetailDto }) {
  const t = useTranslations("runs");
  const mayRun = useMay("analyst");
  const rerun = useRerun(run.id);
  const { version, newestVersion: newest } = run;
  if (version === null || newest === null || version >= newest) return null;
  return (
    <div
      role="note"
      className="mb-4 flex flex-wrap items-center gap-3 rounded-lg border border-line bg-accent-soft px-4 py-2.5 print:hidden"
    >
      <span className="min-w-0 flex-1">{t("newerData", { version, newest })}</span>
      {mayRun && (
        <Button size="small" busy={rerun.isPending} onClick={() => rerun.mutate({ changes: {}, newest: true })}>
          {t("runNewest")}
        </Button>
      )}
    </div>
  );
}
