import type { Localised } from "../../core/localised.ts";
import type { Matrix } from "../../core/matrix.ts";

/** What was known of users before the test, a column as it was read. */
export type Feature =
  | {
      readonly kind: "number";
      readonly name: string;
      /** What people call it; left out: its name. */
      readonly label?: Localised | undefined;
      /** NaN: missing. */
      readonly values: Float64Array;
    }
  | {
      readonly kind: "category";
      readonly name: string;
      readonly label?: Localised | undefined;
      /** Place among the levels, −1 where missing. */
      readonly codes: Int32Array;
      readonly levels: readonly string[];
    };

/** What a column of the matrix says of a user. */
export interface FeatureColumn {
  readonly name: string;
  readonly label?: Localised | undefined;
  /** number: its value; level: 1 where the user is of it; missing: 1 where nothing is known. */
  readonly says: "number" | "level" | "missing";
  readonly level: string | null;
  /** The two values of a number that has no others, as of a yes or no. */
  readonly either: readonly [low: number, high: number] | null;
  /** Of a number: what stands where it is missing. */
  readonly fallback?: number;
}

export interface FeatureMatrix {
  /** users × columns, finite. */
  readonly matrix: Matrix;
  readonly columns: readonly FeatureColumn[];
}

/** Levels of a category that get a column of their own; rarer ones are none of them. */
const mostLevels = 20;

/**
 * Numbers as they are, the median where one is missing and a column that says so; categories as a column a level, the most
 * frequent first. Who has no level has 0 in all of them. Columns that are the same for everybody are left out.
 */
export function encodeFeatures(features: readonly Feature[], users: number): FeatureMatrix {
  const series = features.flatMap((feature) => (feature.kind === "number" ? ofNumber(feature) : ofCategory(feature)));
  const varying = series.filter(({ values }) => values.some((value) => value !== values[0]));
  const cols = varying.length;
  const data = new Float32Array(users * cols);
  for (const [j, { values }] of varying.entries())
    for (let user = 0; user < users; user++) data[user * cols + j] = values[user] ?? 0;
  return { matrix: { data, rows: users, cols }, columns: varying.map(({ column }) => column) };
}

interface Series {
  readonly column: FeatureColumn;
  readonly values: Float64Array;
}

function ofNumber({ name, label, values }: Extract<Feature, { kind: "number" }>): Series[] {
  const known = values.filter((value) => Number.isFinite(value)).sort();
  const median = known[known.length >> 1] ?? 0;
  const distinct = [...new Set(known)];
  const [low, high] = distinct;
  const either = distinct.length === 2 && low !== undefined && high !== undefined ? ([low, high] as const) : null;
  const column = { name, label, says: "number", level: null, either, fallback: median } as const;
  if (known.length === values.length) return [{ column, values }];
  return [
    { column, values: values.map((value) => (Number.isFinite(value) ? value : median)) },
    {
      column: { name, label, says: "missing", level: null, either: null },
      values: values.map((value) => Number(!Number.isFinite(value))),
    },
  ];
}

function ofCategory({ name, label, codes, levels }: Extract<Feature, { kind: "category" }>): Series[] {
  const counts = levels.map(() => 0);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  const kept = [...levels.keys()].sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b).slice(0, mostLevels);
  return kept.map((code) => ({
    column: { name, label, says: "level", level: levels[code] ?? "", either: null },
    values: Float64Array.from(codes, (own) => Number(own === code)),
  }));
}

/** Some of the users, in the order given. */
export function takeUsers({ data, cols }: Matrix, users: ArrayLike<number>): Matrix {
  const out = new Float32Array(users.length * cols);
  for (let at = 0; at < users.length; at++) {
    const start = (users[at] ?? 0) * cols;
    out.set(data.subarray(start, start + cols), at * cols);
  }
  return { data: out, rows: users.length, cols };
}
