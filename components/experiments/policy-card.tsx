"use client";

import { useTranslations } from "next-intl";
import type { ExperimentDetailDto } from "../../lib/experiments/schema.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Icon } from "../ui/icon.tsx";
import { useMay, useMe } from "../workspace/use-me.ts";
import { KeepPolicyDialog } from "./keep-policy-dialog.tsx";
import { useReport } from "./use-experiments.ts";

/** Whom to treat next time, where that was learnt, and how to go on with them. */
export function PolicyCard({ experiment }: { readonly experiment: ExperimentDetailDto }) {
  const t = useTranslations("experiments");
  const say = useLocalised();
  const mayKeep = useMay("marketer");
  const mayTakePeople = useMe().role !== "analyst";
  const report = useReport(experiment);
  const policy = report.data?.uplift?.policy;
  if (!policy) return null;
  return (
    <Card title={t("policy.title")} className="print:hidden">
      <div className="grid gap-3 px-4 py-3">
        <p className="max-w-[75ch] [overflow-wrap:anywhere]">
          {say(policy.sentence)} <span className="text-ink-2">{say(policy.rule)}</span>
        </p>
        {mayKeep && (
          <div className="flex flex-wrap gap-2">
            {report.data?.config.unit != null && (
              <KeepPolicyDialog
                experimentId={experiment.id}
                trigger={(open) => (
                  <Button onClick={open}>
                    <Icon name="segments" size={14} />
                    {t("policy.keep")}
                  </Button>
                )}
              />
            )}
            {mayTakePeople && (
              <Button tone="quiet" asChild>
                <a href={`/api/v1/experiments/${experiment.id}/report/file?name=policy.csv`} download>
                  <Icon name="download" size={14} />
                  {t("policyFile")}
                </a>
              </Button>
            )}
          </div>
        )}
      </div>
    </Card>
  );
}
