"use client";

import { useTranslations } from "next-intl";
import type { ModelDto } from "../../lib/embedding/model-schema.ts";
import { Button } from "../ui/button.tsx";
import { fileState } from "./file-state.ts";
import { isAtWork, type ModelWish } from "./use-models.ts";

interface ModelActionsProps {
  readonly model: ModelDto;
  readonly isBusy: boolean;
  readonly onWish: (wish: ModelWish) => void;
}

/** What an admin may have done with a model; one thing at a time. */
export function ModelActions({ model, isBusy, onWish }: ModelActionsProps) {
  const t = useTranslations("models");
  const button = (label: string, wish: ModelWish) => (
    <Button key={label} size="small" tone="quiet" disabled={isBusy} onClick={() => onWish(wish)}>
      {label}
    </Button>
  );
  const here = model.files.filter(({ isHere }) => isHere);
  const [best] = here;
  if (isAtWork(model)) return <span className="flex justify-end">{button(t("stop"), "cancel")}</span>;
  return (
    <span className="flex flex-wrap justify-end gap-1">
      {!model.isShared &&
        model.isCatalogued &&
        model.files
          .filter(({ isHere }) => !isHere)
          .map((file) =>
            button(t(fileState(file) === "failed" ? "resume" : "download", { precision: file.precision }), {
              kind: "download",
              precision: file.precision,
            }),
          )}
      {best && button(t("check"), { kind: "check", precision: best.precision })}
      {best && button(t("measure"), { kind: "measure", precision: best.precision })}
      {best && !model.isShared && button(t("remove"), "remove")}
    </span>
  );
}
