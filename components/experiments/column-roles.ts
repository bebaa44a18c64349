import type { ExperimentConfig, MetricConfig } from "../../lib/experiments/config-schema.ts";

/** What a column of a finished test may be. */
export const testRoles = [
  "unit",
  "arm",
  "proportion",
  "mean",
  "covariate",
  "segment",
  "feature",
  "assigned",
  "time",
  "ignore",
] as const;
export type TestRole = (typeof testRoles)[number];

/** What the config takes each column for. */
export function rolesOf(config: ExperimentConfig, columns: readonly string[]): readonly TestRole[] {
  return columns.map((name) => {
    const single = singles.find((role) => config[role] === name);
    if (single) return single;
    const own = config.metrics.find(({ column }) => column === name);
    if (own) return own.type === "proportion" ? "proportion" : "mean";
    if (config.uplift?.features.includes(name)) return "feature";
    return config.metrics.some(({ covariate }) => covariate === name) ? "covariate" : "ignore";
  });
}

/** Of these there is one column at most. */
const singles = ["unit", "arm", "segment", "assigned", "time"] as const;

/** The config with a column taken for something else. A covariate belongs to the first metric that has none. */
export function withRole(config: ExperimentConfig, name: string, role: TestRole): ExperimentConfig {
  const { metrics: before, control, uplift: _, ...rest } = without(config, name);
  // Another column of variants has other variants.
  const kept = role !== "arm" && control !== undefined ? { control } : {};
  const single = singles.find((one) => one === role);
  const metrics = metricsWith(config, before, name, role);
  const others = config.uplift?.features.filter((one) => one !== name) ?? [];
  const uplift = withUplift(config, metrics, role === "feature" ? [...others, name] : others);
  return { ...rest, ...kept, ...(single ? { [single]: name } : {}), metrics, ...(uplift ? { uplift } : {}) };
}

/** Whom to treat is learnt about the first metric, where it has a share or a mean, from what was known before the test. */
function withUplift(
  { uplift }: ExperimentConfig,
  metrics: readonly MetricConfig[],
  features: readonly string[],
): ExperimentConfig["uplift"] {
  const fit = metrics.filter(({ type }) => type === "proportion" || type === "mean");
  const metric = fit.find(({ role }) => role === "primary") ?? fit[0];
  return metric && features.length > 0 ? { ...uplift, metric: metric.name, features: [...features] } : undefined;
}

function metricsWith(before: ExperimentConfig, kept: readonly MetricConfig[], name: string, role: TestRole) {
  if (role === "covariate") {
    const at = kept.findIndex(({ covariate }) => covariate === undefined);
    return withPrimary(kept.map((one, i) => (i === at ? { ...one, covariate: name } : one)));
  }
  if (role !== "proportion" && role !== "mean") return withPrimary(kept);
  const metric = before.metrics.find(({ column }) => column === name);
  const place = ({ column }: MetricConfig) => {
    const at = before.metrics.findIndex((one) => one.column === column);
    return at < 0 ? before.metrics.length : at;
  };
  return withPrimary([...kept, asMetric(name, role, metric)].toSorted((a, b) => place(a) - place(b)));
}

function asMetric(name: string, type: "proportion" | "mean", before: MetricConfig | undefined): MetricConfig {
  if (before) return { ...before, type };
  return { name: name.slice(0, 120), type, column: name, role: "secondary", direction: "up" };
}

/** One is always the first. */
function withPrimary(metrics: readonly MetricConfig[]): MetricConfig[] {
  const [first] = metrics;
  return first && !metrics.some(({ role }) => role === "primary") ? setPrimary(metrics, first.name) : [...metrics];
}

/** The config with another first metric; whom to treat is learnt about that one then. */
export function withPrimaryMetric(config: ExperimentConfig, name: string): ExperimentConfig {
  const { uplift: before, ...rest } = config;
  const metrics = setPrimary(config.metrics, name);
  const uplift = withUplift(config, metrics, before?.features ?? []);
  return { ...rest, metrics, ...(uplift ? { uplift } : {}) };
}

/** One metric decides, the others tell more. */
function setPrimary(metrics: readonly MetricConfig[], name: string): MetricConfig[] {
  return metrics.map((one) => {
    if (one.name === name) return { ...one, role: "primary" as const };
    return one.role === "primary" ? { ...one, role: "secondary" as const } : one;
  });
}

function without(config: ExperimentConfig, name: string): ExperimentConfig {
  const { unit, arm, segment, assigned, time, reasons: _, ...rest } = config;
  const optional = { arm, segment, assigned, time };
  const kept = Object.fromEntries(
    Object.entries(optional).filter(([, value]) => value !== undefined && value !== name),
  );
  const metrics = config.metrics
    .filter(({ column }) => column !== name)
    .map(({ covariate, ...metric }) =>
      covariate === undefined || covariate === name ? metric : { ...metric, covariate },
    );
  return { ...rest, ...kept, unit: unit === name ? null : unit, metrics };
}
