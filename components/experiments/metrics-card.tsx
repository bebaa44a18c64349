"use client";

import { useLocale, useTranslations } from "next-intl";
import { shopMetricNames } from "../../lib/experiments/metric-names-schema.ts";
import { shopMetric, shopMetricIds } from "../../lib/experiments/shop-metrics-schema.ts";
import { NumberField } from "../runs/number-field.tsx";
import { Card } from "../ui/card.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Field, Input, Select } from "../ui/field.tsx";
import type { DesignDraft } from "./design-draft.ts";
import { MoneyFields } from "./money-fields.tsx";

interface MetricsCardProps {
  readonly draft: DesignDraft;
  readonly onChange: (change: Partial<DesignDraft>) => void;
}

/** What is compared, from the shop's own orders, and what it is worth. */
export function MetricsCard({ draft, onChange }: MetricsCardProps) {
  const t = useTranslations("experiments");
  const locale = useLocale();
  const { metrics, primary, windowDays, money, marginPercent, learns } = draft;
  return (
    <Card title={t("design.metrics")} meta={t("design.metricsMeta")}>
      <div className="grid gap-4 px-5 py-4 sm:grid-cols-2">
        <fieldset className="grid content-start gap-1.5">
          <legend className="mb-1 font-medium text-sm">{t("design.measured")}</legend>
          {shopMetricIds.map((id) => (
            <Checkbox
              key={id}
              label={shopMetricNames[id][locale]}
              checked={metrics.includes(id)}
              disabled={id === primary}
              onChange={({ target }) =>
                onChange({ metrics: target.checked ? [...metrics, id] : metrics.filter((one) => one !== id) })
              }
            />
          ))}
        </fieldset>
        <div className="grid content-start gap-4">
          <Field label={t("primary")} help={t("primaryHelp")}>
            {(ids) => (
              <Select
                {...ids}
                value={primary}
                onChange={({ target }) => {
                  const next = shopMetricIds.find((id) => id === target.value) ?? primary;
                  onChange({ primary: next, metrics: metrics.includes(next) ? metrics : [...metrics, next] });
                }}
              >
                {shopMetricIds
                  .filter((id) => id !== "order-value")
                  .map((id) => (
                    <option key={id} value={id}>
                      {shopMetricNames[id][locale]}
                    </option>
                  ))}
              </Select>
            )}
          </Field>
          <NumberField
            label={t("design.window")}
            help={t("design.windowHelp")}
            range={{ minimum: 1, maximum: 365, default: 14 }}
            value={windowDays}
            onChange={(value) => onChange({ windowDays: value })}
          />
          <Field label={t("design.tooSmall")} help={t("design.tooSmallHelp")}>
            {(ids) => (
              <Input
                {...ids}
                type="number"
                min={0.1}
                max={100}
                step="any"
                className="num max-w-40"
                value={marginPercent === null ? "" : String(marginPercent)}
                onChange={({ target }) => {
                  const typed = Number(target.value);
                  onChange({ marginPercent: typed > 0 && typed <= 100 ? typed : null });
                }}
              />
            )}
          </Field>
        </div>
        <div className="border-line border-t pt-4 sm:col-span-2">
          <MoneyFields
            metrics={metrics
              .map((id) => shopMetric(id, "secondary", locale))
              .filter(({ column }) => column === "revenue")}
            money={money}
            onChange={(next) => onChange({ money: next })}
          />
        </div>
        <div className="grid gap-1 border-line border-t pt-4 sm:col-span-2">
          <Checkbox
            label={t("design.learns")}
            checked={learns}
            onChange={({ target }) => onChange({ learns: target.checked })}
          />
          <p className="meta max-w-[75ch]">{t("design.learnsHelp")}</p>
        </div>
      </div>
    </Card>
  );
}
