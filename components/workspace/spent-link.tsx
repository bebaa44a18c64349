"use client";

import { useTranslations } from "next-intl";
import { Link } from "../i18n/navigation.ts";
import { Button } from "../ui/button.tsx";

/** A one-time link that was used, withdrawn or has expired, and where to get the next. */
export function SpentLink({ kind }: { readonly kind: "first" | "invitation" | "reset" }) {
  const t = useTranslations("workspace");
  return (
    <div className="grid gap-3">
      <h1 className="text-xl">{t("spent.title")}</h1>
      <p className="text-ink-2">{t(`spent.${kind}`)}</p>
      <Button asChild>
        <Link href="/sign-in">{t("signIn.action")}</Link>
      </Button>
    </div>
  );
}
