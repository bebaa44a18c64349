"use client";

import { useTranslations } from "next-intl";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Mark } from "../ui/mark.tsx";

export function CrashPage({ onRetry }: { readonly onRetry: () => void }) {
  const t = useTranslations("shell");
  const ui = useTranslations("ui");
  return (
    <div role="alert">
      <EmptyState
        isPage
        picture={<Mark size={40} />}
        title={t("crashTitle")}
        text={t("crashText")}
        actions={
          <Button tone="primary" onClick={onRetry}>
            {ui("retry")}
          </Button>
        }
      />
    </div>
  );
}
