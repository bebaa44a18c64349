import { formatNumber } from "../../core/format.ts";
import type { Localised } from "../../core/localised.ts";
import type { Random } from "../../core/random.ts";
import { stratifiedSample } from "../sample.ts";

const mostRows = 20_000;
/** Rows × columns × classes of one fit of logistic regression that seconds allow. */
const mostWork = 1e7;
/** Users of a class, at least, or all it has. */
const leastOfClass = 20;

/** Codes of those users that classifiers are tried on: all, or a stratified sample; the others are −1. */
export function sampleLabelled(
  codes: Int32Array,
  { classes, columns }: { readonly classes: number; readonly columns: number },
  random: Random,
): { readonly codes: Int32Array; readonly notes: readonly Localised[] } {
  const labelled = Int32Array.from(codes.keys()).filter((row) => (codes[row] ?? -1) >= 0);
  const most = Math.min(mostRows, Math.floor(mostWork / Math.max(1, classes * columns)));
  if (labelled.length <= most) return { codes, notes: [] };
  const own = labelled.map((row) => codes[row] ?? -1);
  const drawn = stratifiedSample(own, classes, { size: most, atLeast: leastOfClass }, random);
  const sampled = new Int32Array(codes.length).fill(-1);
  for (const at of drawn) sampled[labelled[at] ?? 0] = own[at] ?? -1;
  const [some, all] = [formatNumber(drawn.length), formatNumber(labelled.length)];
  const en = `Classifiers are tried on ${some} of ${all} labelled users, a sample with the classes' shares.`;
  return {
    codes: sampled,
    notes: [{ en, zh: `分类器在 ${all} 位有标签用户中的 ${some} 位上检验，样本保持各类别的比例。` }],
  };
}
