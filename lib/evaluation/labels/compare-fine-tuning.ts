import { transformerAfter, transformerBefore } from "../classifiers/transformer.ts";
import { describeFineTuning } from "./describe-fine-tuning.ts";
import { differenceOf, type Judged, measuredOf } from "./judge.ts";
import type { FineTuningFigures, LabelModel } from "./schema.ts";

/** A model that was tried, judged on the same users and resamples as every other. */
export interface Tried extends Pick<LabelModel, "classifier" | "label" | "source"> {
  readonly judged: Judged;
}

/** The transformer before and after, for each source that both were tried on, and beside the best of the other models. */
export function compareFineTuning(tried: readonly Tried[]): FineTuningFigures[] {
  const isOf = (id: string) => (one: Tried) => one.classifier === id;
  const others = tried.filter((one) => !isOf(transformerBefore.id)(one) && !isOf(transformerAfter.id)(one));
  const best = others.reduce<Tried | null>(
    (most, one) => (most && most.judged.scores.logLoss <= one.judged.scores.logLoss ? most : one),
    null,
  );
  return tried.filter(isOf(transformerAfter.id)).flatMap((after): FineTuningFigures[] => {
    const before = tried.filter(isOf(transformerBefore.id)).find(({ source }) => source === after.source);
    if (!before) return [];
    const figures = {
      source: after.source,
      before: measuredOf(before.judged),
      after: measuredOf(after.judged),
      change: differenceOf(after.judged, before.judged),
      rival: best && {
        ...{ classifier: best.classifier, label: best.label, source: best.source },
        measures: measuredOf(best.judged),
      },
      overRival: best && differenceOf(after.judged, best.judged),
    };
    return [{ ...figures, verdict: describeFineTuning(figures) }];
  });
}
