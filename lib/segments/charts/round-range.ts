/** Round bounds and step around all values: 1, 2 or 5 times a power of ten, about `steps` of them. */
export function roundRange(values: readonly number[], steps = 5): { min: number; max: number; interval: number } {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return { min: 0, max: 1, interval: 0.2 };
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const rough = Math.max(high - low, Math.abs(high) * 1e-3, 1e-9) / steps;
  const power = 10 ** Math.floor(Math.log10(rough));
  const interval = ([1, 2, 5].find((step) => step * power >= rough) ?? 10) * power;
  const round = (value: number) => Number(value.toPrecision(12));
  // A value on a step, but for its last digit, stays on it; equal ones get air on both sides.
  const air = low === high ? 1 : 0;
  return {
    min: round((Math.floor(low / interval + 1e-9) - air) * interval),
    max: round((Math.ceil(high / interval - 1e-9) + air) * interval),
    interval: round(interval),
  };
}
