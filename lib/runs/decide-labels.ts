import { CladeError } from "../core/errors.ts";
import { LabelsConfig, mayBeLabel } from "../evaluation/schema.ts";
import type { ResolvedTable } from "../ingest/schema.ts";
import type { RunConfig } from "./schema.ts";

type Tables = readonly (Pick<ResolvedTable, "kind"> & {
  readonly columns: readonly Pick<ResolvedTable["columns"][number], "name" | "role">[];
})[];

/**
 * The config with its label column named, where the tables have one and nobody said that it is off: from here on it is told
 * by the config alone which stages a run has.
 * @throws BAD_CONFIG where the column that is asked for is not there, or none is
 */
export function decideLabels<Config extends Pick<RunConfig, "evaluation">>(config: Config, tables: Tables): Config {
  const { labels } = config.evaluation;
  if (labels === null) return config;
  const columns = tables.flatMap(({ kind, columns: own }) =>
    kind === "users" || kind === "texts" ? own.map(({ name, role }) => ({ kind, name, role })) : [],
  );
  const column = labels?.column ?? columns.find(({ role }) => role === "label")?.name;
  if (column === undefined) {
    if (labels === undefined) return config;
    throw badColumn("no column of a users or texts table is a label; name one");
  }
  const found = columns.find(({ name }) => name === column);
  if (!found) throw badColumn(`no users or texts table has a column “${column}”`);
  if (!mayBeLabel(found.kind, found.role))
    throw badColumn(`column “${column}” is read as ${found.role}, which is no label`);
  return { ...config, evaluation: { ...config.evaluation, labels: { ...LabelsConfig.parse(labels ?? {}), column } } };
}

function badColumn(problem: string): CladeError {
  return new CladeError("BAD_CONFIG", { path: "evaluation.labels.column", problem });
}

/** A column that is to be told and would be a feature, were it not left out. */
export function labelAmongFeatures({ evaluation }: Pick<RunConfig, "evaluation">, tables: Tables): string | undefined {
  const column = evaluation.labels?.column;
  const isFeature = tables.some(
    ({ kind, columns }) => kind === "users" && columns.some(({ name, role }) => name === column && role !== "label"),
  );
  return isFeature ? column : undefined;
}
