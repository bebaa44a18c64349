import type { Localised } from "../core/localised.ts";
import { plainLabel, trimLabel } from "./label.ts";
import type { NamingInput } from "./name-candidates.ts";
import { describeValue } from "./value.ts";
import { withGap } from "./wording.ts";

/**
 * Names for a segment that no word tells from the others: where its middle lies, "Age about 61", the feature on which it is
 * furthest from everybody first.
 */
export function namesAround(input: NamingInput, segment: number): { name: Localised; feature: number }[] {
  const cells = input.profiles[segment] ?? [];
  const order = input.features.map((_, index) => index);
  const distance = (index: number) => Math.abs(cells[index]?.standardised ?? 0);
  order.sort((a, b) => distance(b) - distance(a) || a - b);
  return order.flatMap((index) => {
    const feature = input.features[index];
    const middle = cells[index]?.median ?? null;
    const isKnown = (input.coverage[segment]?.[index] ?? 0) >= 0.5;
    if (distance(index) < 0.02 || !feature?.inMatrix || feature.unit === "yes-no" || middle === null || !isKnown)
      return [];
    const value = describeValue(middle, feature, null);
    const label = (text: string) => trimLabel(plainLabel(text), 16);
    const name = {
      en: `${label(feature.label.en)} about ${value.en}`,
      zh: `${withGap(label(feature.label.zh))}约 ${value.zh}`,
    };
    return [{ name, feature: index }];
  });
}
