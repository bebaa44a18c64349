"use client";

import { useTranslations } from "next-intl";
import type { RunDto } from "../../lib/runs/schema.ts";
import { Link } from "../i18n/navigation.ts";
import { Button } from "../ui/button.tsx";

export function CompareLink({ run }: { readonly run: RunDto }) {
  const t = useTranslations("runs");
  return (
    <Button asChild tone="quiet">
      <Link href={`/runs/compare?left=${run.rerunOf ?? ""}&right=${run.id}`}>{t("compare")}</Link>
    </Button>
  );
}
