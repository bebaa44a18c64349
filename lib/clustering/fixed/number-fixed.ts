/** Labels with users of fixed segments numbered k, k + 1, … after the k that were found. fixedOf: as `MatchedUsers`. */
export function numberFixed(labels: Int32Array, fixedOf: Int32Array | null, k: number): Int32Array {
  return fixedOf ? labels.map((label, row) => ((fixedOf[row] ?? -1) >= 0 ? k + (fixedOf[row] ?? 0) : label)) : labels;
}
