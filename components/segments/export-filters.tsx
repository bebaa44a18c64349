"use client";

import { useTranslations } from "next-intl";
import { Button } from "../ui/button.tsx";
import { Input, Select } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { addFilter, type ExportWish } from "./export-wish.ts";

interface ExportFiltersProps {
  readonly wish: ExportWish;
  readonly set: (part: Partial<ExportWish>) => void;
  readonly features: readonly { readonly id: string; readonly label: string }[];
}

/** Days without an order that are offered at first. */
const usualPause = 30;

/** "Recency at least 30": as many as wanted, all of which must hold. */
export function ExportFilters({ wish, set, features }: ExportFiltersProps) {
  const t = useTranslations("segments");
  const change = (key: number, part: Partial<ExportWish["filters"][number]>) =>
    set({ filters: wish.filters.map((one) => (one.key === key ? { ...one, ...part } : one)) });
  const hasRecency = features.some(({ id }) => id === "recency");
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-medium text-sm">{t("filters")}</legend>
      {wish.filters.map(({ key, feature, op, value }) => (
        <div
          key={key}
          className="grid grid-cols-[minmax(0,14rem)_8rem_7rem_auto] items-center justify-start gap-2 max-sm:grid-cols-2"
        >
          <Select
            aria-label={t("filterFeature")}
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
            value={op}
            onChange={({ target }) => change(key, { op: target.value === "at-most" ? "at-most" : "at-least" })}
          >
            <option value="at-least">{t("atLeast")}</option>
            <option value="at-most">{t("atMost")}</option>
          </Select>
          <Input
            aria-label={t("filterValue")}
            inputMode="decimal"
            className="num"
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
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          onClick={() => set(addFilter(wish, { feature: features[0]?.id ?? "", op: "at-least", value: "" }))}
        >
          <Icon name="plus" size={14} />
          {t("filterAdd")}
        </Button>
        {hasRecency && (
          <Button
            size="small"
            onClick={() => set(addFilter(wish, { feature: "recency", op: "at-least", value: String(usualPause) }))}
          >
            <Icon name="plus" size={14} />
            {t("filterPause", { days: usualPause })}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
