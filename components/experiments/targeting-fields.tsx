"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { shownName } from "../../lib/core/sample-shop.ts";
import type { Targeting } from "../../lib/experiments/schema.ts";
import type { RunDto } from "../../lib/runs/schema.ts";
import { getJson } from "../api/request.ts";
import { Field, Select } from "../ui/field.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { type DesignDraft, newDesign } from "./design-draft.ts";
import { type DoneRun, firstPair, keyOf, type Pair, withChoice } from "./targeting.ts";

interface TargetingFieldsProps {
  readonly draft: DesignDraft;
  readonly onChange: (change: Partial<DesignDraft>) => void;
}

/** One treatment against another, or one set of segments against another, both of which are targeted. */
export function TargetingFields({ draft, onChange }: TargetingFieldsProps) {
  const t = useTranslations("experiments");
  const locale = useLocale();
  const runs = useDoneRuns();
  const { targeting } = draft;
  if (runs === undefined) return <Skeleton className="h-[74px]" />;
  const kind = targeting === null ? "treatment" : "targeting";
  const nameOf = (one: Targeting) =>
    one.kind === "rfm"
      ? t("design.byRfm")
      : t("design.byRun", { number: runs.find(({ id }) => id === one.id)?.number ?? 0 });
  const choose = (pair: Pair) =>
    onChange({ targeting: pair, entry: "start", arms: pair.map((one) => ({ arm: nameOf(one), percent: 50 })) });
  const open = (next: typeof kind) => {
    if (next === kind) return;
    if (next === "treatment")
      onChange({ targeting: null, arms: newDesign([t("design.control"), t("design.treatment")]).arms });
    else if (runs.length > 0) choose(firstPair(runs));
  };
  const isEmpty = runs.length === 0;
  return (
    <>
      <div className="grid content-start justify-items-start gap-1.5">
        <span className="font-medium text-sm">{t("design.differ")}</span>
        <Segmented
          label={t("design.differ")}
          value={kind}
          onChange={open}
          options={[
            { value: "treatment", label: t("design.differTreatment") },
            { value: "targeting", label: t("design.differTargeting") },
          ]}
        />
        <p className="meta">{isEmpty ? t("design.noRuns") : t(`design.differHelp.${kind}`)}</p>
      </div>
      {targeting && (
        <div className="grid gap-4 sm:grid-cols-2">
          {targeting.map((own, at) => (
            <Field key={at} label={t("design.targetedBy", { number: at + 1 })}>
              {(ids) => (
                <Select
                  {...ids}
                  value={keyOf(own)}
                  onChange={({ target }) => choose(withChoice(targeting, at, target.value, runs))}
                >
                  {runs.map(({ id, number, datasetName }) => (
                    <option key={id} value={id}>
                      {t("design.runOf", { number, name: shownName(datasetName, locale) })}
                    </option>
                  ))}
                  <option value="rfm">{t("design.rfm")}</option>
                </Select>
              )}
            </Field>
          ))}
        </div>
      )}
    </>
  );
}

function useDoneRuns(): readonly DoneRun[] | undefined {
  const { data } = useQuery({
    queryKey: ["runs", "done"],
    queryFn: ({ signal }) => getJson<{ readonly items: readonly RunDto[] }>("/runs?status=done&limit=100", signal),
  });
  return data?.items;
}
