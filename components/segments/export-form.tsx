"use client";

import { useLocale, useTranslations } from "next-intl";
import type { RunResultsDto } from "../../lib/runs/schema.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Field, Input, Select } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";

export interface ExportWish {
  readonly columns: readonly string[];
  readonly filters: readonly {
    readonly key: number;
    readonly feature: string;
    readonly op: "at-least" | "at-most";
    /** As typed. */
    readonly value: string;
  }[];
  /** A segment's id, or "". */
  readonly minus: string;
  readonly bom: boolean;
  readonly control: boolean;
}

export function newWish(): ExportWish {
  return { columns: ["segment", "name"], filters: [], minus: "", bom: true, control: false };
}

const own = ["segment", "name", "silhouette"] as const;

interface ExportFormProps {
  readonly wish: ExportWish;
  readonly onChange: (wish: ExportWish) => void;
  readonly results: RunResultsDto;
  readonly segmentId: string | undefined;
}

export function ExportForm({ wish, onChange, results, segmentId }: ExportFormProps) {
  const t = useTranslations("segments");
  const say = useLocalised();
  const locale = useLocale();
  const { features } = results.report.summary;
  const columns = [
    ...own.map((id) => ({ id: id as string, label: t(`column.${id}`) })),
    ...features.map(({ id, label }) => ({ id, label: say(label) })),
  ];
  const others = results.segments.filter(({ id }) => id !== segmentId);
  const set = (part: Partial<ExportWish>) => onChange({ ...wish, ...part });
  return (
    <div className="grid gap-5">
      <fieldset>
        <legend className="mb-2 font-medium text-sm">
          {t("columns")} <span className="meta">{t("columnsHelp")}</span>
        </legend>
        <div className="grid gap-x-4 gap-y-1.5 sm:grid-cols-3">
          {columns.map(({ id, label }) => (
            <Checkbox
              key={id}
              label={label}
              checked={wish.columns.includes(id)}
              onChange={({ target }) =>
                set({
                  columns: columns
                    .map((column) => column.id)
                    .filter((one) => (one === id ? target.checked : wish.columns.includes(one))),
                })
              }
            />
          ))}
        </div>
      </fieldset>
      <Filters wish={wish} set={set} features={features.map(({ id, label }) => ({ id, label: label[locale] }))} />
      {segmentId === undefined ? null : (
        <Field label={t("minus")} help={t("minusHelp")}>
          {(ids) => (
            <Select
              {...ids}
              className="max-w-96"
              value={wish.minus}
              onChange={({ target }) => set({ minus: target.value })}
            >
              <option value="">{t("minusNobody")}</option>
              {others.map(({ id, ownName, name }) => (
                <option key={id} value={id}>
                  {ownName ?? say(name)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <div className="grid gap-2">
        <Checkbox
          checked={wish.control}
          onChange={({ target }) => set({ control: target.checked })}
          label={
            <>
              {t("control")} <span className="meta block">{t("controlHelp")}</span>
            </>
          }
        />
        <Checkbox
          checked={wish.bom}
          onChange={({ target }) => set({ bom: target.checked })}
          label={
            <>
              {t("bom")} <span className="meta block">{t("bomHelp")}</span>
            </>
          }
        />
      </div>
      <p className="meta">{t("consentHelp")}</p>
    </div>
  );
}

interface FiltersProps {
  readonly wish: ExportWish;
  readonly set: (part: Partial<ExportWish>) => void;
  readonly features: readonly { readonly id: string; readonly label: string }[];
}

/** "Recency at least 30": as many as wanted, all of which must hold. */
function Filters({ wish, set, features }: FiltersProps) {
  const t = useTranslations("segments");
  const change = (key: number, part: Partial<ExportWish["filters"][number]>) =>
    set({ filters: wish.filters.map((one) => (one.key === key ? { ...one, ...part } : one)) });
  const add = () => {
    const key = 1 + Math.max(0, ...wish.filters.map((one) => one.key));
    set({ filters: [...wish.filters, { key, feature: features[0]?.id ?? "", op: "at-least", value: "" }] });
  };
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-medium text-sm">{t("filters")}</legend>
      {wish.filters.map(({ key, feature, op, value }) => (
        <div key={key} className="flex flex-wrap items-center gap-2">
          <Select
            aria-label={t("filterFeature")}
            className="w-auto max-w-56"
            value={feature}
            onChange={({ target }) => change(key, { feature: target.value })}
          >
            {features.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </Select>
          <Select
            aria-label={t("filterOp")}
            className="w-auto"
            value={op}
            onChange={({ target }) => change(key, { op: target.value === "at-most" ? "at-most" : "at-least" })}
          >
            <option value="at-least">{t("atLeast")}</option>
            <option value="at-most">{t("atMost")}</option>
          </Select>
          <Input
            aria-label={t("filterValue")}
            inputMode="decimal"
            className="num w-28"
            value={value}
            onChange={({ target }) => change(key, { value: target.value })}
          />
          <Button
            size="small"
            tone="quiet"
            onClick={() => set({ filters: wish.filters.filter((one) => one.key !== key) })}
          >
            {t("filterRemove")}
          </Button>
        </div>
      ))}
      <div>
        <Button size="small" onClick={add}>
          <Icon name="plus" size={14} />
          {t("filterAdd")}
        </Button>
      </div>
    </fieldset>
  );
}
