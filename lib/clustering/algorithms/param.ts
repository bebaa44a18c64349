import type { Localised } from "../../core/localised.ts";

interface Described {
  readonly label: Localised;
  readonly help: Localised;
  /** It means something where a choice has one of these values, and keeps its default elsewhere. Absent: everywhere. */
  readonly onlyWith?: { readonly param: string; readonly values: readonly string[] };
  /** A rule that people set and that the data know nothing of: forms keep it with other rules. */
  readonly isRule?: true;
}

/**
 * A number that the caller may choose, a whole one or any; "auto" where the algorithm can choose it from the data. Plain data, as
 * all params: the form, the zod schema and the help are derived from it.
 */
export interface NumberParam extends Described {
  readonly kind: "integer" | "number";
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number | "auto";
}

export interface ChoiceParam extends Described {
  readonly kind: "choice";
  readonly options: readonly { readonly value: string; readonly label: Localised }[];
  readonly default: string;
}

export type ParamSpec = NumberParam | ChoiceParam;
export type ParamSpecs = Readonly<Record<string, ParamSpec>>;

type ValueOf<Spec extends ParamSpec> = Spec extends ChoiceParam
  ? Spec["options"][number]["value"]
  : Spec extends NumberParam
    ? "auto" extends Spec["default"]
      ? number | "auto"
      : number
    : number;

export type ParamsOf<Specs extends ParamSpecs> = { readonly [Name in keyof Specs]: ValueOf<Specs[Name]> };
