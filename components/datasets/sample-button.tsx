"use client";

import { useLocale, useTranslations } from "next-intl";
import { useRouter } from "../i18n/navigation.ts";
import { Button, type ButtonTone } from "../ui/button.tsx";
import { useSampleShop } from "./use-datasets.ts";

/** Makes the sample shop in the reader's language, reads and analyses it: one click to the first map. */
export function SampleButton({ tone = "plain" }: { readonly tone?: ButtonTone }) {
  const t = useTranslations("datasets");
  const locale = useLocale();
  const router = useRouter();
  const sample = useSampleShop(({ id }) => router.push(`/data/${id}`));
  return (
    <Button tone={tone} busy={sample.isPending} onClick={() => sample.mutate(locale)}>
      {t("sample")}
    </Button>
  );
}
