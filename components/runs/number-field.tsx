"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { formatNumber } from "../../lib/core/format.ts";
import { Field, Input } from "../ui/field.tsx";
import type { NumberRange } from "./run-draft.ts";

interface NumberFieldProps {
  readonly label: ReactNode;
  readonly help: string;
  readonly range: Omit<NumberRange, "isWhole"> & Partial<Pick<NumberRange, "isWhole">>;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** A number, whole unless its range says otherwise, with its range and default beside its help; what does not fit stays in the field and is said. */
export function NumberField({ label, help, range, value, onChange }: NumberFieldProps) {
  const t = useTranslations("runs");
  const locale = useLocale();
  const [text, setText] = useState<string | null>(null);
  const { minimum, maximum, isWhole = true } = range;
  const write = (number: number) => formatNumber(number, Number.isInteger(number) ? 0 : 2);
  const shown = text ?? String(value);
  const isFit = (typed: string) =>
    (isWhole ? /^\d+$/ : /^\d+(?:\.\d+)?$/).test(typed) && Number(typed) >= minimum && Number(typed) <= maximum;
  const span =
    maximum >= Number.MAX_SAFE_INTEGER
      ? t("default", { standard: write(range.default) })
      : t("range", {
          low: write(minimum),
          high: write(maximum),
          standard: write(range.default),
        });
  return (
    <Field
      label={label}
      help={locale === "zh" ? help + span : `${help} ${span}`}
      problem={
        isFit(shown)
          ? undefined
          : t(isWhole ? "outOfRange" : "outOfRangeNumber", { low: write(minimum), high: write(maximum) })
      }
    >
      {(ids) => (
        <Input
          {...ids}
          inputMode={isWhole ? "numeric" : "decimal"}
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
