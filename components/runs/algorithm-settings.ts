import type { Localised } from "../../lib/core/localised.ts";
import type { RunOptions } from "../../lib/runs/schema.ts";
import { type ClusteringDraft, meantParams, paramValue } from "./run-draft.ts";

type Algorithms = RunOptions["algorithms"];

/** A setting that belongs to an algorithm, and what each of several runs has for it; null: it means nothing there. */
export interface AlgorithmSetting {
  readonly label: Localised;
  readonly values: readonly (number | Localised | null)[];
}

const auto: Localised = { en: "automatic", zh: "自动" };

/** Settings of the runs' algorithms, each once, in the order of the forms. */
export function algorithmSettings(algorithms: Algorithms, runs: readonly ClusteringDraft[]): AlgorithmSetting[] {
  const known = runs.map((clustering) => algorithms.find(({ id }) => id === clustering.algorithm));
  const names = [...new Set(known.flatMap((algorithm) => algorithm?.params.map(({ name }) => name) ?? []))];
  return names.flatMap((name) => {
    const found = known.map((algorithm, at) => {
      const clustering = runs[at];
      const meant = algorithm && clustering ? meantParams(algorithm, clustering) : [];
      const param = meant.find((one) => one.name === name);
      return param && clustering ? { label: param.label, value: write(param, clustering) } : null;
    });
    const label = found.find((one) => one !== null)?.label;
    return label ? [{ label, values: found.map((one) => one?.value ?? null) }] : [];
  });
}

function write(param: Algorithms[number]["params"][number], clustering: ClusteringDraft): number | Localised {
  const value = paramValue(clustering, param);
  if (typeof value === "number") return value;
  const option = param.kind === "choice" ? param.options.find((one) => one.value === value) : undefined;
  return option?.label ?? (value === "auto" ? auto : { en: value, zh: value });
}
