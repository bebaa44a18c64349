import { formatNumber } from "../../../core/format.ts";

/** A distance between users in standard deviations, three digits of it: 0.0123, 1.23, 123. */
export function writeDistance(distance: number): string {
  if (!(distance > 0)) return "0";
  return formatNumber(distance, Math.min(8, Math.max(0, 2 - Math.floor(Math.log10(distance)))), true);
}

/** On an axis: 0.5 and 1.5, no zeros at the end. */
export function writeRoundDistance(distance: number): string {
  const rounded = Number(distance.toPrecision(2));
  const [digits = "", power = "0"] = String(rounded).split("e");
  const decimals = (digits.split(".")[1] ?? "").length - Number(power);
  return formatNumber(rounded, Math.min(20, Math.max(0, decimals)));
}
