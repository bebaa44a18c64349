import type { FoundFixed } from "../clustering/schema.ts";
import type { Localised } from "../core/localised.ts";
import type { EvaluationSummary } from "../evaluation/schema.ts";
import type { FeaturesSummary } from "../features/schema.ts";
import type { IngestSummary } from "../ingest/schema.ts";
import { describeFixed } from "./fixed-line.ts";
import { tellFixed } from "./fixed-verdict.ts";
import { describeSegment } from "./line.ts";
import { nameByWords, sayWords } from "./name-by-words.ts";
import { nameSegments } from "./naming.ts";
import { tellNoise } from "./noise-verdict.ts";
import type { Profile } from "./profile.ts";
import type { NoSegment, Segment, SegmentsSummary } from "./schema.ts";
import { tellUnjudged } from "./unjudged-verdict.ts";
import { judgeSegments } from "./verdict.ts";
import type { SegmentVoices } from "./voices-schema.ts";

export interface SummaryInput {
  readonly ingest: Pick<IngestSummary, "currency" | "tables">;
  readonly features: Pick<FeaturesSummary, "features" | "wholesale">;
  readonly evaluation: Pick<EvaluationSummary, "k" | "chosenBy" | "fits" | "silhouette" | "judges" | "windows">;
  /** Numbered from k on. */
  readonly fixed: readonly FoundFixed[];
  /** Of the k groups that were found, the fixed ones, and last who is in no segment. */
  readonly profile: Profile;
  related(first: number, second: number): number;
  readonly people: Localised;
  /** Of the same groups. */
  readonly revenueShares: readonly number[] | null;
  readonly nearest: NoSegment["nearest"];
  readonly voices?: readonly SegmentVoices[];
}

/** Each segment in words and figures, and how far they are to be trusted. */
export function summariseSegments(input: SummaryInput): SegmentsSummary {
  const { ingest, evaluation, profile, related, people, revenueShares, fixed } = input;
  const { features } = input.features;
  const { k } = evaluation;
  const { sizes, overall, coverage } = profile;
  const profiles = profile.segments.slice(0, k);
  const voices = input.voices;
  const names =
    voices && features.length === 0
      ? nameByWords(voices, people)
      : nameSegments(
          { features, profiles, overall, coverage, related, people },
          fixed.map(({ name }) => name),
        );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const found = profiles.map((cells, id): Segment => {
    const size = sizes[id] ?? 0;
    const { name = people, features: named = [] } = names[id] ?? {};
    const known = { features, named, profile: cells, coverage: coverage[id] ?? [], related, currency: ingest.currency };
    return {
      id,
      name,
      line: features.length === 0 && voices ? sayWords(voices[id]) : describeSegment(known),
      size,
      share: total > 0 ? size / total : 0,
      revenueShare: revenueShares?.[id] ?? null,
      silhouette: evaluation.silhouette.bySegment[id] ?? null,
      profile: cells,
    };
  });
  const decided = fixed.map((one, at): Segment => {
    const id = k + at;
    const size = sizes[id] ?? 0;
    return {
      ...{ id, fixed: true, name: one.name, line: describeFixed(one, features, ingest.currency), size },
      ...{ share: total > 0 ? size / total : 0, revenueShare: revenueShares?.[id] ?? null, silhouette: null },
      profile: profile.segments[id] ?? [],
    };
  });
  const rest = k + fixed.length;
  const size = sizes[rest] ?? 0;
  const noise: NoSegment | null =
    size === 0
      ? null
      : {
          ...{ size, share: size / total, nearest: input.nearest },
          revenueShare: revenueShares?.[rest] ?? null,
          profile: profile.segments[rest] ?? [],
        };
  const others = total - decided.reduce((sum, one) => sum + one.size, 0);
  const judged = judgeSegments({
    ...{ evaluation, segments: found, people, users: others, wholesale: input.features.wholesale, noise },
    kinds: new Set(ingest.tables.map(({ kind }) => kind)),
  });
  const verdict = tellFixed(tellNoise(tellUnjudged(judged, found), noise, k, people), decided, people);
  return {
    users: total,
    segments: [...found, ...decided],
    noise,
    features,
    overall,
    verdict,
    ...(voices ? { voices } : {}),
  };
}
