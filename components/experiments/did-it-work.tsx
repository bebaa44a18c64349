"use client";

import { useLocale, useTranslations } from "next-intl";
import { useRouter } from "../i18n/navigation.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { useCreateExperiment } from "./use-experiments.ts";

/** A list with a held-back share is an experiment: one click, and it is read by itself from the next orders. */
export function DidItWork({ exportId }: { readonly exportId: string }) {
  const t = useTranslations("experiments");
  const locale = useLocale();
  const router = useRouter();
  const create = useCreateExperiment();
  return (
    <Button
      busy={create.isPending}
      onClick={() =>
        create.mutate(
          { source: "export", exportId, locale },
          { onSuccess: ({ id }) => router.push(`/experiments/${id}`) },
        )
      }
    >
      <Icon name="experiments" size={14} />
      {t("didItWork")}
    </Button>
  );
}
