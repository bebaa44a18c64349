"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useLocalised } from "../i18n/use-localised.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { DataList } from "../ui/data-list.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { useMay } from "../workspace/use-me.ts";
import { ModelActions } from "./model-actions.tsx";
import { ModelFiles } from "./model-files.tsx";
import { useChangeModel, useModels } from "./use-models.ts";

/** Text encoders of the catalogue and of this machine, and what can be done with each. */
export function ModelsList() {
  const t = useTranslations("models");
  const say = useLocalised();
  const mayChange = useMay("admin");
  const models = useModels();
  const change = useChangeModel();
  const [removing, setRemoving] = useState<string | null>(null);
  const items = models.data?.items ?? [];
  const isOffline = items.some(({ files }) =>
    files.some(({ tasks }) => tasks.some(({ error }) => error?.code === "DOWNLOAD_FAILED")),
  );
  return (
    <>
      <p className="meta border-line border-b px-4 py-3">
        {models.data && t("intro", { hub: models.data.hub })} {!mayChange && t("nobody")}
      </p>
      {models.error && <ProblemNote error={models.error} onRetry={models.refetch} />}
      {change.error && <ProblemNote error={change.error} />}
      {models.isPending && <SkeletonRows rows={6} height={73} />}
      {isOffline && models.data && (
        <p role="note" className="border-line border-b bg-sunken px-4 py-2.5 text-ink-2 text-sm">
          {t("offline", { host: models.data.hub })}
        </p>
      )}
      {models.data && (
        <DataList
          caption={t("model")}
          rows={items}
          rowKey={({ id }) => id}
          columns={[
            {
              id: "model",
              label: t("model"),
              className: "sm:min-w-56 sm:max-w-80",
              cell: ({ id, help, isShared, files }) => (
                <>
                  <span className="font-medium [overflow-wrap:anywhere]">{id}</span>
                  {files.some(({ isHere }) => isHere) && (
                    <span className="meta ml-1.5">{t(isShared ? "shared" : "own")}</span>
                  )}
                  {help && <span className="meta block">{say(help)}</span>}
                </>
              ),
            },
            {
              id: "languages",
              label: t("languages"),
              cell: ({ languages }) => t(languages ? `language.${languages}` : "unknown"),
            },
            { id: "licence", label: t("licence"), cell: ({ licence }) => licence ?? t("unknown") },
            { id: "dimension", label: t("dimension"), number: true, cell: ({ dimension }) => dimension ?? "–" },
            { id: "files", label: t("file"), cell: (model) => <ModelFiles model={model} /> },
            ...(mayChange
              ? [
                  {
                    id: "actions",
                    label: t("actions"),
                    number: true,
                    cell: (model: (typeof items)[number]) => (
                      <ModelActions
                        model={model}
                        isBusy={change.isPending}
                        onWish={(wish) =>
                          wish === "remove" ? setRemoving(model.id) : change.mutate({ id: model.id, wish })
                        }
                      />
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={() => setRemoving(null)}
        title={t("removeTitle", { model: removing ?? "" })}
        text={t("removeText")}
        verb={t("remove")}
        busy={change.isPending}
        onConfirm={() =>
          removing && change.mutate({ id: removing, wish: "remove" }, { onSettled: () => setRemoving(null) })
        }
      />
    </>
  );
}
