"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ExperimentConfig } from "../../lib/experiments/config-schema.ts";
import { metricNames } from "../../lib/experiments/metric-names-schema.ts";
import { Checkbox } from "../ui/checkbox.tsx";
import { Field, Input, Select } from "../ui/field.tsx";

type Money = NonNullable<ExperimentConfig["money"]>;

interface MoneyFieldsProps {
  readonly metrics: ExperimentConfig["metrics"];
  readonly money: Money | undefined;
  /** What the shop's data are in, where that is known. */
  readonly currency?: string | null;
  readonly onChange: (money: Money | undefined) => void;
}

/** What a unit of extra revenue leaves, and what treating a user costs: the margin is reckoned from these and nothing else. */
export function MoneyFields({ metrics, money, currency, onChange }: MoneyFieldsProps) {
  const t = useTranslations("experiments");
  const locale = useLocale();
  const means = metrics.filter(({ type }) => type === "mean");
  const [first] = means;
  if (!first) return <p className="meta">{t("money.needsMean")}</p>;
  const start: Money = {
    ...{ metric: first.name, currency: currency ?? "USD", grossMargin: 0.4, costPerUser: 0, returns: 0 },
  };
  const set = (change: Partial<Money>) => onChange({ ...(money ?? start), ...change });
  const number = (value: string, scale = 1) => (Number.isFinite(Number(value)) ? Number(value) * scale : 0);
  const percent = (share: number) => String(Math.round(share * 10_000) / 100);
  return (
    <div className="grid gap-3">
      <Checkbox
        label={t("money.reckon")}
        checked={money !== undefined}
        onChange={({ target }) => onChange(target.checked ? start : undefined)}
      />
      {money && (
        <div className="grid grid-cols-2 gap-3">
          <Field label={t("money.metric")}>
            {(ids) => (
              <Select {...ids} value={money.metric} onChange={({ target }) => set({ metric: target.value })}>
                {means.map(({ name }) => (
                  <option key={name} value={name}>
                    {metricNames(name)[locale]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t("money.currency")}>
            {(ids) => (
              <Input
                {...ids}
                maxLength={8}
                required
                value={money.currency}
                onChange={({ target }) => set({ currency: target.value })}
              />
            )}
          </Field>
          <Field label={t("money.margin")}>
            {(ids) => (
              <Input
                {...ids}
                type="number"
                min={0}
                max={100}
                step="any"
                value={percent(money.grossMargin)}
                onChange={({ target }) => set({ grossMargin: Math.min(1, number(target.value, 0.01)) })}
              />
            )}
          </Field>
          <Field label={t("money.returns")}>
            {(ids) => (
              <Input
                {...ids}
                type="number"
                min={0}
                max={100}
                step="any"
                value={percent(money.returns)}
                onChange={({ target }) => set({ returns: Math.min(1, number(target.value, 0.01)) })}
              />
            )}
          </Field>
          <Field label={t("money.cost")} help={t("money.costHelp")} className="col-span-2">
            {(ids) => (
              <Input
                {...ids}
                type="number"
                min={0}
                step="any"
                value={String(money.costPerUser)}
                onChange={({ target }) => set({ costPerUser: Math.max(0, number(target.value)) })}
              />
            )}
          </Field>
        </div>
      )}
    </div>
  );
}
