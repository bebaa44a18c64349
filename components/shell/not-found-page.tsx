"use client";

import { useTranslations } from "next-intl";
import { Link } from "../i18n/navigation.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Mark } from "../ui/mark.tsx";

export function NotFoundPage() {
  const t = useTranslations("shell");
  return (
    <EmptyState
      isPage
      picture={<Mark size={40} />}
      title={t("notFoundTitle")}
      text={t("notFoundText")}
      actions={
        <Button asChild>
          <Link href="/">{t("notFoundBack")}</Link>
        </Button>
      }
    />
  );
}
