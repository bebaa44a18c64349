import type { Localised } from "../../core/localised.ts";
import { consentWords } from "../../ingest/detection/consent-words.ts";
import { isMissing, parseNumber } from "../../ingest/detection/numbers.ts";
import type { ColumnRole } from "../../ingest/schema.ts";
import type { ExperimentConfig, MetricConfig } from "../config-schema.ts";
import * as read from "./column-words.ts";

/** A column of the file's head as suggestions see it. */
export interface SeenColumn {
  readonly name: string;
  /** What the ingest takes it for, in a table of users. */
  readonly role: ColumnRole;
  readonly cells: readonly string[];
}

/** What was chosen for a part of the config that somebody left open, and why. */
export interface Reason {
  /** Of the config: "arm", "unit", "metrics.spend" */
  readonly path: string;
  readonly reason: Localised;
}

export interface Suggestion {
  readonly config: ExperimentConfig;
  readonly reasons: readonly Reason[];
}

interface Profile extends SeenColumn {
  readonly filled: number;
  readonly values: ReadonlyMap<string, number>;
  readonly isNumber: boolean;
  readonly isYesNo: boolean;
}

const mostVariants = 20;

/**
 * Fills in what `asked` leaves open from the head of the file; what it says stands. Left open: `arm` where it is absent,
 * `metrics` where there are none, `unit` where `isUnitOpen`, segment, time and covariates where nothing is said at all.
 * The arm stays absent where no column reads like variants, metrics stay empty where none reads like an outcome.
 */
export function suggestConfig(
  asked: ExperimentConfig,
  isUnitOpen: boolean,
  seen: readonly SeenColumn[],
  decimal: "." | ",",
): Suggestion {
  const columns = seen.map((column) => profile(column, decimal));
  const reasons: Reason[] = [];
  const say = (path: string, en: string, zh: string) => reasons.push({ path, reason: { en, zh } });
  const taken = new Set(
    [asked.unit, asked.arm, asked.segment, asked.time, asked.assigned].filter((name) => typeof name === "string"),
  );
  let { arm, unit, segment, time, assigned } = asked;
  if (isUnitOpen && unit === null) {
    const user = columns.find(({ role, name }) => role === "user" && !taken.has(name));
    unit = user?.name ?? null;
    if (user) say("unit", `“${user.name}” reads like the user's id.`, `“${user.name}”像是用户 ID。`);
    else
      say("unit", "No column reads like a user's id: every row is one user.", "没有像用户 ID 的列：每行视为一个用户。");
    if (unit !== null) taken.add(unit);
  }
  if (arm === undefined) {
    const best = bestArm(columns.filter(({ name }) => !taken.has(name)));
    if (best) {
      arm = best.name;
      taken.add(arm);
      const values = [...best.values.keys()].slice(0, 5).join(", ");
      say(
        "arm",
        `“${arm}” holds ${best.values.size} variants: ${values}.`,
        `“${arm}”包含 ${best.values.size} 个分组：${values}。`,
      );
    }
  }
  if (asked.metrics.length > 0) return { config: asDefined({ ...asked, arm, unit }), reasons };
  for (const { name, role } of columns) {
    if (taken.has(name)) continue;
    if (role === "time" || read.readsLikeAssigned(name)) {
      if (assigned === undefined && read.readsLikeAssigned(name) && role === "time") {
        assigned = name;
        say("assigned", `“${name}” reads like the time of assignment.`, `“${name}”像是分组时间。`);
      } else if (time === undefined && role === "time") {
        time = name;
        say("time", `“${name}” holds dates.`, `“${name}”为日期。`);
      } else continue;
      taken.add(name);
    } else if (segment === undefined && read.readsLikeSegment(name)) {
      segment = name;
      taken.add(name);
      say("segment", `“${name}” reads like a segment.`, `“${name}”像是人群。`);
    }
  }
  const metrics = suggestMetrics(columns, arm, taken, say);
  return { config: asDefined({ ...asked, arm, unit, segment, time, assigned, metrics }), reasons };
}

type Say = (path: string, en: string, zh: string) => void;

function suggestMetrics(columns: readonly Profile[], arm: string | undefined, taken: ReadonlySet<string>, say: Say) {
  const free = columns.filter(
    ({ name, isNumber, isYesNo, role }) => !taken.has(name) && (isNumber || isYesNo) && role !== "user",
  );
  const named = free.filter(({ name }) => read.readsLikeOutcome(name));
  const armAt = columns.findIndex(({ name }) => name === arm);
  const behind = free.filter((column) => columns.indexOf(column) > armAt && !read.readsLikeAttribute(column.name));
  const chosen = named.length > 0 ? named : behind;
  const primary = [...chosen].sort((a, b) => read.weightAsPrimary(b.name) - read.weightAsPrimary(a.name))[0];
  return chosen.map((column): MetricConfig => {
    const { name, isYesNo } = column;
    const covariate = free.find((other) => read.isCovariateOf(other.name, name))?.name;
    const type = isYesNo ? "proportion" : "mean";
    const why =
      named.length > 0
        ? ["its name reads like an outcome", "列名像是结果指标"]
        : ["it stands behind the variant", "位于分组列之后"];
    say(
      `metrics.${name}`,
      `${isYesNo ? "A share of users" : "A mean a user"}, for ${why[0]}${covariate === undefined ? "" : `; “${covariate}” is the same before the test`}.`,
      `${isYesNo ? "比例指标" : "人均指标"}：${why[1]}${covariate === undefined ? "" : `；“${covariate}”为实验前的同一指标`}。`,
    );
    return {
      ...{ name: name.slice(0, 120), type, column: name },
      ...(covariate === undefined ? {} : { covariate }),
      role: column === primary ? "primary" : "secondary",
      direction: read.isBadWhenHigh(name) ? "down" : "up",
    };
  });
}

/** The column that names and values say is the variant; a name alone must be plain, values alone must hold a control. */
function bestArm(columns: readonly Profile[]): Profile | undefined {
  const scored = columns.map((column) => {
    const { values, filled, cells, name } = column;
    const fits = values.size >= 2 && values.size <= mostVariants && filled >= 0.9 * cells.length;
    const byValue = [...values.keys()].some((value) => !/^[01]$/.test(value) && read.readsLikeControl(value)) ? 2 : 0;
    return { column, score: fits ? read.armNameScore(name) + byValue : 0 };
  });
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return best < 2 ? undefined : scored.find(({ score }) => score === best)?.column;
}

const yesNo = new Set<string>([...consentWords.yes, ...consentWords.no]);

function profile(column: SeenColumn, decimal: "." | ","): Profile {
  const values = new Map<string, number>();
  const present = column.cells.map((cell) => cell.trim()).filter((cell) => !isMissing(cell));
  for (const cell of present) values.set(cell, (values.get(cell) ?? 0) + 1);
  const distinct = [...values.keys()];
  return {
    ...column,
    filled: present.length,
    values,
    isNumber:
      present.length > 0 &&
      present.filter((cell) => parseNumber(cell, decimal) !== undefined).length >= 0.98 * present.length,
    isYesNo: present.length > 0 && values.size <= 6 && distinct.every((cell) => yesNo.has(cell.toLowerCase())),
  };
}

function asDefined(
  config: { readonly [K in keyof ExperimentConfig]: ExperimentConfig[K] | undefined },
): ExperimentConfig {
  return Object.fromEntries(
    Object.entries(config).filter(([, value]) => value !== undefined),
  ) as unknown as ExperimentConfig;
}

/** The largest variant whose name reads like a control group's, else the first by name. */
export function chooseControl(arms: readonly { readonly arm: string; readonly rows: number }[]): string | undefined {
  const sorted = arms.toSorted((a, b) => (a.arm < b.arm ? -1 : 1));
  const controls = sorted.filter(({ arm }) => read.readsLikeControl(arm));
  const [best] = controls.toSorted((a, b) => b.rows - a.rows);
  return (best ?? sorted[0])?.arm;
}
