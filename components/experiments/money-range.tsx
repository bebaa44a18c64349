"use client";

import { formatMoney } from "../../lib/core/format.ts";
import type { ExperimentDto } from "../../lib/experiments/schema.ts";

type Money = NonNullable<NonNullable<ExperimentDto["verdict"]>["money"]>;

/** Incremental margin of the window with its range: a bar against zero, and the figures beside it. */
export function MoneyRange({ money }: { readonly money: Money }) {
  const { total, currency } = money;
  const low = Math.min(0, total.low);
  const high = Math.max(0, total.high);
  const place = (value: number) => `${(100 * (value - low)) / Math.max(high - low, Number.MIN_VALUE)}%`;
  const tone = total.low > 0 ? "var(--good)" : total.high < 0 ? "var(--bad)" : "var(--ink-3)";
  return (
    <span className="inline-grid w-full min-w-36 max-w-56 gap-1 text-left">
      <span className="num whitespace-nowrap font-medium">{signed(total.value, currency)}</span>
      <span aria-hidden="true" className="relative block h-2">
        <span className="absolute inset-x-0 top-[3.5px] h-px bg-line-strong" />
        <span
          className="absolute top-[1px] h-1.5 rounded-full opacity-40"
          style={{ left: place(total.low), right: `calc(100% - ${place(total.high)})`, background: tone }}
        />
        <span className="absolute top-0 h-2 w-px bg-ink-2" style={{ left: place(0) }} />
        <span
          className="-translate-x-1/2 absolute top-[1px] size-1.5 rounded-full"
          style={{ left: place(total.value), background: tone }}
        />
      </span>
      <span className="meta num whitespace-nowrap">
        {signed(total.low, currency)} … {signed(total.high, currency)}
      </span>
    </span>
  );
}

function signed(value: number, currency: string): string {
  return `${value > 0 ? "+" : ""}${formatMoney(value, currency)}`;
}
