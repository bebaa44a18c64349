"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { formatNumber } from "../../lib/core/format.ts";
import { Field, Input } from "../ui/field.tsx";
import type { NumberRange } from "./run-draft.ts";

interface NumberFieldProps {
  readonly label: ReactNode;
  readonly help: string;
  readonly range: NumberRange;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** A whole number with its range and default beside its help; what does not fit stays in the field and is said. */
export function NumberField({ label, help, range, value, onChange }: NumberFieldProps) {
  const t = useTranslations("runs");
  const locale = useLocale();
  const [text, setText] = useState<string | null>(null);
  const { minimum, maximum } = range;
  const shown = text ?? String(value);
  const isFit = (typed: string) => /^\d+$/.test(typed) && Number(typed) >= minimum && Number(typed) <= maximum;
  const span =
    maximum >= Number.MAX_SAFE_INTEGER
      ? t("default", { standard: formatNumber(range.default) })
      : t("range", {
          low: formatNumber(minimum),
          high: formatNumber(maximum),
          standard: formatNumber(range.default),
        });
  return (
    <Field
      label={label}
      help={locale === "zh" ? help + span : `${help} ${span}`}
      problem={isFit(shown) ? undefined : t("outOfRange", { low: formatNumber(minimum), high: formatNumber(maximum) })}
    >
      {(ids) => (
        <Input
          {...ids}
          inputMode="numeric"
          className="num max-w-40"
          value={shown}
          onChange={({ target }) => {
            setText(target.value);
            if (isFit(target.value)) onChange(Number(target.value));
          }}
          onBlur={() => isFit(shown) && setText(null)}
        />
      )}
    </Field>
  );
}
