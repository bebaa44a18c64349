import type { Localised } from "../core/localised.ts";
import type { EvaluationSummary } from "../evaluation/schema.ts";
import type { FeaturesSummary } from "../features/schema.ts";
import type { IngestSummary } from "../ingest/schema.ts";
import { describeSegment } from "./line.ts";
import { nameByWords, sayWords } from "./name-by-words.ts";
import { nameSegments } from "./naming.ts";
import type { Profile } from "./profile.ts";
import type { Segment, SegmentsSummary } from "./schema.ts";
import { judgeSegments } from "./verdict.ts";
import type { SegmentVoices } from "./voices-schema.ts";

export interface SummaryInput {
  readonly ingest: Pick<IngestSummary, "currency">;
  readonly features: Pick<FeaturesSummary, "features" | "wholesale">;
  readonly evaluation: Pick<EvaluationSummary, "k" | "chosenBy" | "fits" | "silhouette">;
  readonly profile: Profile;
  related(first: number, second: number): number;
  readonly people: Localised;
  readonly revenueShares: readonly number[] | null;
  readonly voices?: readonly SegmentVoices[];
}

const customers: Localised = { en: "customers", zh: "客户" };
const users: Localised = { en: "users", zh: "用户" };

/** Who is in a transactions table has bought; who is in a users table need not have. */
export function peopleOf({ tables }: Pick<IngestSummary, "tables">): Localised {
  return tables.some(({ kind }) => kind === "transactions") ? customers : users;
}

/** Each segment in words and figures, and how far they are to be trusted. */
export function summariseSegments(input: SummaryInput): SegmentsSummary {
  const { ingest, evaluation, profile, related, people, revenueShares } = input;
  const { features } = input.features;
  const { sizes, segments: profiles, overall, coverage } = profile;
  const voices = input.voices;
  const names =
    voices && features.length === 0
      ? nameByWords(voices, people)
      : nameSegments({ features, profiles, overall, coverage, related, people });
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const segments = profiles.map((cells, id): Segment => {
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
  const verdict = judgeSegments({ evaluation, segments, people, users: total, wholesale: input.features.wholesale });
  return { users: total, segments, features, overall, verdict, ...(voices ? { voices } : {}) };
}
