import { formatNumber } from "../../lib/core/format.ts";

const units = ["B", "kB", "MB", "GB", "TB"] as const;

/** 1,536 → "1.5 kB": powers of 1,000, one decimal below 10. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${formatNumber(value, unit > 0 && value < 9.95 ? 1 : 0)}\u00a0${units[unit]}`;
}
