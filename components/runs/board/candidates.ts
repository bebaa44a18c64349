import type { Localised } from "../../../lib/core/localised.ts";
import type { RunOptions } from "../../../lib/runs/schema.ts";
import { lostRules } from "../rules/rules-draft.ts";
import { type RunDraft, settingsOf, settle } from "../run-draft.ts";

/** One way to segment that can be put on a board. */
export interface Candidate {
  readonly id: string;
  readonly label: Localised;
  readonly help: Localised;
  /** Ticked at first: an algorithm as it is by default. */
  readonly isUsual: boolean;
  readonly clustering: RunDraft["clustering"];
  /** It keeps to the rules that people set. */
  readonly keepsRules: boolean;
}

/**
 * Every algorithm, and each of its ways where it has a choice of them ("Hierarchical: average distance"); how many segments
 * as in `clustering`, and the algorithm of `clustering` with its own settings.
 */
export function listCandidates(
  { algorithms }: Pick<RunOptions, "algorithms">,
  clustering: RunDraft["clustering"],
): Candidate[] {
  return algorithms.flatMap((algorithm): Candidate[] => {
    const isOwn = algorithm.id === clustering.algorithm;
    const settings = isOwn ? clustering : settingsOf(algorithm, clustering);
    const keepsRules = lostRules(algorithm, settings) === null;
    const whole = { help: algorithm.help, keepsRules };
    const choice = algorithm.params.find(({ kind }) => kind === "choice");
    if (choice?.kind !== "choice")
      return [{ ...whole, id: algorithm.id, label: algorithm.label, isUsual: true, clustering: settings }];
    const usual = settings[choice.name] ?? choice.default;
    return choice.options.map(({ value, label }) => ({
      ...whole,
      id: `${algorithm.id} ${value}`,
      label: { en: `${algorithm.label.en}: ${lowerFirst(label.en)}`, zh: `${algorithm.label.zh}：${label.zh}` },
      isUsual: value === usual,
      clustering: settle(algorithm, { ...settings, [choice.name]: value }),
    }));
  });
}

/** How many segments: a number, or the clearest of a range. */
export type SegmentCount = number | "auto";

/** As a run's config has it: to be told to make one segment is no question. */
const fewestSegments = 2;
const mostSegments = 100;

/** "auto, 4, 6" → each once, in order; null where a part is neither a number of segments nor the word for an automatic choice. */
export function readCounts(text: string, auto: string): readonly SegmentCount[] | null {
  const parts = text.split(/[\s,，、;；]+/).filter((part) => part !== "");
  const counts = parts.map((part): SegmentCount | null => {
    if (part.toLowerCase() === auto || part.toLowerCase() === "auto") return "auto";
    const count = /^\d{1,3}$/.test(part) ? Number(part) : 0;
    return count >= fewestSegments && count <= mostSegments ? count : null;
  });
  const read = counts.filter((count) => count !== null);
  return read.length === counts.length && read.length > 0 ? [...new Set(read)] : null;
}

/** Each way with each number of segments; those that find how many there are, once. */
export function withCounts(candidates: readonly Candidate[], counts: readonly SegmentCount[]): Candidate[] {
  return candidates.flatMap((one) =>
    one.clustering.k === undefined
      ? [one]
      : counts.map((k) => ({ ...one, id: `${one.id} ${k}`, clustering: { ...one.clustering, k } })),
  );
}

/** "Average distance" → "average distance"; names of people stay ("Ward: tight groups"). */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]+:/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
