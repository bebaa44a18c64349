"use client";

import { useTranslations } from "next-intl";
import { NumberField } from "../runs/number-field.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Field, Input } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { type DesignDraft, splitEqually, totalPercent } from "./design-draft.ts";

interface VariantsCardProps {
  readonly draft: DesignDraft;
  readonly onChange: (change: Partial<DesignDraft>) => void;
}

const mostArms = 10;

/** Variants and their shares, who is kept out of it, and how people get in. */
export function VariantsCard({ draft, onChange }: VariantsCardProps) {
  const t = useTranslations("experiments");
  const { arms, holdoutPercent, layer, entry, stratified, targeting } = draft;
  const total = totalPercent(draft);
  const setArm = (at: number, change: Partial<DesignDraft["arms"][number]>) =>
    onChange({ arms: arms.map((one, i) => (i === at ? { ...one, ...change } : one)) });
  return (
    <Card title={t("variants")} meta={t("design.variantsMeta")}>
      <div className="grid gap-4 px-5 py-4">
        <ul className="grid gap-2">
          {arms.map(({ arm, percent }, at) => (
            <li key={at} className="flex items-center gap-2">
              <Input
                aria-label={t("design.armName", { number: at + 1 })}
                required
                maxLength={200}
                value={arm}
                onChange={({ target }) => setArm(at, { arm: target.value })}
              />
              <Input
                aria-label={t("design.armShare", { name: arm })}
                type="number"
                min={0.1}
                max={99.9}
                step="any"
                className="num max-w-24 text-right"
                value={String(percent)}
                onChange={({ target }) => setArm(at, { percent: Number(target.value) })}
              />
              <span className="meta w-4 flex-none">%</span>
              <span className="meta w-14 flex-none max-sm:hidden">{at === 0 && t("controlTag")}</span>
              <button
                type="button"
                aria-label={t("design.removeArm", { name: arm })}
                disabled={arms.length <= 2 || at === 0}
                onClick={() => onChange({ arms: splitEqually(arms.filter((_, i) => i !== at)) })}
                className="rounded-md p-1 text-ink-2 hover:bg-sunken disabled:opacity-30"
              >
                <Icon name="close" size={14} />
              </button>
            </li>
          ))}
        </ul>
        <div className="flex flex-wrap items-center gap-2">
          <Button
            size="small"
            disabled={arms.length >= mostArms || targeting !== null}
            onClick={() =>
              onChange({
                arms: splitEqually([...arms, { arm: t("design.armNumber", { number: arms.length + 1 }), percent: 0 }]),
              })
            }
          >
            <Icon name="plus" size={12} />
            {t("design.addArm")}
          </Button>
          {total !== 100 && <span className="text-sm text-warn">{t("design.notWhole", { total: String(total) })}</span>}
        </div>
        <div className="grid gap-4 border-line border-t pt-4 sm:grid-cols-2">
          <div className="grid content-start justify-items-start gap-1.5">
            <span className="font-medium text-sm">{t("design.entry")}</span>
            {targeting === null && (
              <Segmented
                label={t("design.entry")}
                value={entry}
                onChange={(next) => onChange({ entry: next })}
                options={[
                  { value: "start", label: t("design.entryStart") },
                  { value: "arrival", label: t("design.entryArrival") },
                ]}
              />
            )}
            <p className="meta">{t(`design.entryHelp.${entry}`)}</p>
            {entry === "start" && (
              <Checkbox
                label={t("design.stratified")}
                checked={stratified}
                onChange={({ target }) => onChange({ stratified: target.checked })}
              />
            )}
          </div>
          <div className="grid content-start gap-4">
            <NumberField
              label={t("design.holdout")}
              help={t("design.holdoutHelp")}
              range={{ minimum: 0, maximum: 50, default: 0, isWhole: false }}
              value={holdoutPercent}
              onChange={(value) => onChange({ holdoutPercent: value })}
            />
            {entry === "arrival" && (
              <NumberField
                label={t("design.days")}
                help={t("design.daysHelp")}
                range={{ minimum: 1, maximum: 365, default: 14 }}
                value={draft.days}
                onChange={(value) => onChange({ days: value })}
              />
            )}
          </div>
          <div className="grid gap-3 sm:col-span-2 sm:grid-cols-2">
            <Checkbox
              label={t("design.exclusive")}
              checked={layer !== null}
              onChange={({ target }) =>
                onChange({ layer: target.checked ? { name: t("design.layerName"), percent: 50 } : null })
              }
            />
            {layer && (
              <div className="grid gap-3 sm:col-span-2 sm:grid-cols-2">
                <Field label={t("layer")} help={t("design.layerHelp")}>
                  {(ids) => (
                    <Input
                      {...ids}
                      required
                      maxLength={100}
                      value={layer.name}
                      onChange={({ target }) => onChange({ layer: { ...layer, name: target.value } })}
                    />
                  )}
                </Field>
                <NumberField
                  label={t("design.layerShare")}
                  help={t("design.layerShareHelp")}
                  range={{ minimum: 1, maximum: 100, default: 50 }}
                  value={layer.percent}
                  onChange={(value) => onChange({ layer: { ...layer, percent: value } })}
                />
              </div>
            )}
          </div>
        </div>
      </div>
    </Card>
  );
}
