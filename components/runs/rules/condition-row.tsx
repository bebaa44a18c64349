"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { FixedCondition } from "../../../lib/clustering/rules-schema.ts";
import { useLocalised } from "../../i18n/use-localised.ts";
import { Button } from "../../ui/button.tsx";
import { Input, Select } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { FeatureChoice } from "../run-draft.ts";
import { isNumber, type Side, sideOf, sidesOf, condition as write, writtenValue } from "./rules-draft.ts";

interface ConditionRowProps {
  readonly condition: FixedCondition;
  readonly choices: readonly FeatureChoice[];
  readonly onChange: (next: FixedCondition) => void;
  readonly onRemove: (() => void) | undefined;
}

/** A feature, at least or at most or just what; on a phone one below the other. */
export function ConditionRow({ condition, choices, onChange, onRemove }: ConditionRowProps) {
  const t = useTranslations("runs.rules");
  const say = useLocalised();
  const id = useId();
  const choice = choices.find((one) => one.id === condition.feature);
  const sides = sidesOf(choice);
  const [wanted, setSide] = useState<Side>(sideOf(condition));
  const side = sides.includes(wanted) ? wanted : (sides[0] ?? "is");
  const [typed, setTyped] = useState(writtenValue(condition));
  const isFit = side === "is" ? typed.trim() !== "" : isNumber(typed);
  const label = choice ? say(choice.label) : condition.feature;
  return (
    <li className="grid gap-1">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-2 sm:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)_minmax(0,1fr)_auto]">
        <Select
          aria-label={t("feature")}
          className="col-span-2 sm:col-span-1"
          value={condition.feature}
          onChange={({ target }) => {
            const next = sidesOf(choices.find((one) => one.id === target.value));
            onChange(write(target.value, next.includes(side) ? side : (next[0] ?? "is"), typed));
          }}
        >
          {!choice && <option value={condition.feature}>{condition.feature}</option>}
          {choices.map((one) => (
            <option key={one.id} value={one.id}>
              {say(one.label)}
            </option>
          ))}
        </Select>
        <Select
          aria-label={t("side")}
          className="col-span-2 sm:col-span-1"
          value={side}
          onChange={({ target }) => {
            setSide(target.value as Side);
            onChange(write(condition.feature, target.value as Side, typed));
          }}
        >
          {sides.map((one) => (
            <option key={one} value={one}>
              {t(`sides.${one}`)}
            </option>
          ))}
        </Select>
        <Input
          aria-label={t("value", { feature: label })}
          aria-invalid={!isFit}
          aria-describedby={`${id}-note`}
          inputMode={side === "is" ? "text" : "decimal"}
          className="num"
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            onChange(write(condition.feature, side, target.value));
          }}
        />
        <Button
          tone="quiet"
          size="small"
          aria-label={t("removeCondition", { feature: label })}
          className={onRemove ? "" : "invisible"}
          onClick={onRemove}
        >
          <Icon name="close" size={14} />
        </Button>
      </div>
      <p id={`${id}-note`} className="meta text-bad empty:hidden">
        {isFit ? null : t(side === "is" ? "valueMissing" : "numberMissing")}
      </p>
    </li>
  );
}
