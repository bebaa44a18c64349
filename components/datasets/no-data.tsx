"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Link } from "../i18n/navigation.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

/** In place of what needs data that are not there yet: what it would be, and the way to them. */
export function NoData({ title, text }: { readonly title: ReactNode; readonly text: ReactNode }) {
  const t = useTranslations("datasets");
  return (
    <Card>
      <EmptyState
        title={title}
        text={text}
        actions={
          <Button asChild tone="primary">
            <Link href="/data">{t("toData")}</Link>
          </Button>
        }
      />
    </Card>
  );
}
