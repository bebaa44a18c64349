import type { Localised } from "../core/localised.ts";
import type { FeatureTreatment, FeatureWords, Unit } from "./schema.ts";

/** A feature that is about to be computed: what is known of it before its values are. */
export interface FeatureColumn {
  readonly id: string;
  /** The name by which a config may also speak of it: a category's column, for all of its levels. */
  readonly group?: string;
  readonly label: Localised;
  readonly help: Localised;
  readonly unit: Unit;
  readonly decimals: number;
  readonly treatment: FeatureTreatment;
  /** Take logs where that makes the values less skewed, unless the config says. */
  readonly logWhenSkewed?: boolean;
  readonly words: FeatureWords | null;
  readonly phrase?: Localised;
  readonly missing?: Localised;
  /** Why it stays out of the distances unless the config asks for it. */
  readonly unused?: Localised;
  /** SQL of its value over the joined row of a user. */
  readonly sql: string;
}
