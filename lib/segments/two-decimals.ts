/** An index as a sentence has it, with a true minus sign. */
export function twoDecimals(value: number): string {
  return value.toFixed(2).replace("-", "−");
}
