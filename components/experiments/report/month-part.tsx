"use client";

import { useLocale } from "next-intl";
import { useState } from "react";
import type { ExperimentData } from "../../../lib/experiments/charts/experiment-chart.ts";
import { say } from "../../../lib/experiments/report/messages.ts";
import { monthFigure, startingScenario } from "../../../lib/experiments/report/month-figure.ts";
import { Field, Input } from "../../ui/field.tsx";

/** Opens what a month could bring. */
export function MonthButton({
  isOpen,
  onOpen,
}: {
  readonly isOpen: boolean;
  readonly onOpen: (open: boolean) => void;
}) {
  const locale = useLocale();
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      onClick={() => onOpen(!isOpen)}
      className="mt-2 text-accent text-xs underline underline-offset-[3px] print:hidden"
    >
      {say(locale, "monthOpen")}
    </button>
  );
}

/** What a month could bring: its sends and their decay are entered, and the answer says that it was not measured. */
export function MonthPart({ data }: { readonly data: ExperimentData }) {
  const locale = useLocale();
  const [scenario, setScenario] = useState(() => startingScenario(data));
  const month = monthFigure(data, scenario, locale);
  if (!month) return null;
  const set = (change: Partial<typeof scenario>) => setScenario({ ...scenario, ...change });
  return (
    <div className="col-span-full grid items-end gap-x-6 gap-y-3 rounded-md border border-line-strong border-dashed p-4 @2xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <div className="grid grid-cols-2 items-end gap-3 @md:grid-cols-3 print:hidden">
        <NumberInput
          label={say(locale, "monthSends")}
          limits={[1, 60]}
          value={scenario.sends}
          onChange={(sends) => set({ sends: Math.round(sends) })}
        />
        <NumberInput
          label={say(locale, "monthUsers")}
          limits={[1, 1e9]}
          value={scenario.users}
          onChange={(users) => set({ users: Math.round(users) })}
        />
        <NumberInput
          label={say(locale, "monthDecay")}
          limits={[0, 100]}
          value={Math.round(scenario.decay * 1e4) / 100}
          onChange={(percent) => set({ decay: percent / 100 })}
        />
      </div>
      <p aria-live="polite">
        <span className="num font-semibold text-base">{month.figure}</span>{" "}
        <span className="meta num">{month.range}</span>
        <span className="meta block">{month.label}</span>
      </p>
    </div>
  );
}

interface NumberInputProps {
  readonly label: string;
  readonly limits: readonly [low: number, high: number];
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** What is no number within the limits stays in the field and changes nothing. */
function NumberInput({ label, limits: [low, high], value, onChange }: NumberInputProps) {
  const [text, setText] = useState(String(value));
  const isFit = (typed: string) => typed.trim() !== "" && Number(typed) >= low && Number(typed) <= high;
  return (
    <Field label={<span className="font-normal text-ink-2 text-xs">{label}</span>}>
      {(ids) => (
        <Input
          {...ids}
          inputMode="decimal"
          aria-invalid={!isFit(text)}
          className="num py-1"
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            if (isFit(target.value)) onChange(Number(target.value));
          }}
        />
      )}
    </Field>
  );
}
