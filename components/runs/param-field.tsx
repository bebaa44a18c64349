"use client";

import { useTranslations } from "next-intl";
import type { RunOptions } from "../../lib/runs/schema.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Field, Select } from "../ui/field.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { NumberField } from "./number-field.tsx";
import { Choice } from "./settings-part.tsx";

export type ParamValue = number | string;

interface ParamFieldProps {
  readonly param: RunOptions["algorithms"][number]["params"][number];
  readonly value: ParamValue;
  readonly onChange: (value: ParamValue) => void;
}

/** A param of an algorithm by its kind: a number, a number or "auto", one of a few. */
export function ParamField({ param, value, onChange }: ParamFieldProps) {
  const say = useLocalised();
  const t = useTranslations("runs");
  const [label, help] = [say(param.label), say(param.help)];
  if (param.kind === "choice")
    return (
      <Field label={label} help={help}>
        {(ids) => (
          <Select {...ids} className="max-w-72" value={String(value)} onChange={({ target }) => onChange(target.value)}>
            {param.options.map((option) => (
              <option key={option.value} value={option.value}>
                {say(option.label)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    );
  const range = { ...param, default: param.default === "auto" ? param.minimum : param.default };
  const isWhole = param.kind === "integer";
  if (param.default !== "auto")
    return (
      <NumberField label={label} help={help} range={{ ...range, isWhole }} value={Number(value)} onChange={onChange} />
    );
  return (
    <div className="grid gap-2">
      <Choice label={label} help={help}>
        <Segmented
          label={label}
          value={value === "auto" ? "auto" : "asked"}
          onChange={(mode) => onChange(mode === "auto" ? "auto" : range.default)}
          options={[
            { value: "auto", label: t("k.auto") },
            { value: "asked", label: t("k.asked") },
          ]}
        />
      </Choice>
      {value === "auto" ? null : (
        <NumberField label={label} help="" range={{ ...range, isWhole }} value={Number(value)} onChange={onChange} />
      )}
    </div>
  );
}
