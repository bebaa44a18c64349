"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ExperimentDetailDto } from "../../lib/experiments/schema.ts";
import { useRouter } from "../i18n/navigation.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu, MenuItem, MenuLine } from "../ui/menu.tsx";
import { useMay } from "../workspace/use-me.ts";
import { DecisionDialog } from "./decision-dialog.tsx";
import { ShareDialog } from "./share-dialog.tsx";
import { useDeleteExperiment, useReport } from "./use-experiments.ts";

/** What may be done with an experiment, by its state and by role. */
export function ExperimentActions({ experiment }: { readonly experiment: ExperimentDetailDto }) {
  const t = useTranslations("experiments");
  const mayDesign = useMay("marketer");
  const report = useReport(experiment);
  const arms = report.data?.arms.map(({ arm }) => arm).filter((arm) => arm !== report.data?.control) ?? [];
  return (
    <>
      {experiment.hasReport && (
        <>
          <Button tone="quiet" onClick={() => window.print()}>
            <Icon name="print" size={14} />
            {t("print")}
          </Button>
          {arms.length > 0 && (
            <DecisionDialog
              experiment={experiment}
              arms={arms}
              trigger={(open) => <Button onClick={open}>{t("decide.open")}</Button>}
            />
          )}
          {mayDesign && (
            <ShareDialog
              experimentId={experiment.id}
              trigger={(open) => (
                <Button tone="primary" onClick={open}>
                  <Icon name="link" size={14} />
                  {t("share.title")}
                </Button>
              )}
            />
          )}
        </>
      )}
      {mayDesign && <MoreMenu experiment={experiment} />}
    </>
  );
}

const files = ["report.html", "report.json", "metrics.csv", "methods.csv", "segments.csv", "days.csv"] as const;

function MoreMenu({ experiment }: { readonly experiment: ExperimentDetailDto }) {
  const t = useTranslations("experiments");
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const remove = useDeleteExperiment(experiment.id);
  return (
    <>
      <Menu
        trigger={
          <button
            type="button"
            aria-label={t("more")}
            className="grid size-8 place-items-center rounded-md text-ink-2 hover:bg-sunken"
          >
            <Icon name="more" />
          </button>
        }
      >
        {experiment.hasReport && (
          <>
            {files.map((file) => (
              <MenuItem key={file} asChild>
                <a href={`/api/v1/experiments/${experiment.id}/report/file?name=${file}`} download>
                  <Icon name="download" />
                  {file}
                </a>
              </MenuItem>
            ))}
            <MenuLine />
          </>
        )}
        <MenuItem danger onSelect={() => setAsking(true)}>
          {t("delete")}
        </MenuItem>
      </Menu>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t("deleteTitle", { name: experiment.name })}
        text={t("deleteText")}
        verb={t("delete")}
        busy={remove.isPending}
        onConfirm={() => remove.mutate(undefined, { onSuccess: () => router.push("/experiments") })}
      />
    </>
  );
}
