import type { Locale } from "../../core/localised.ts";
import { noSegment, noSegmentLine, noSegmentName } from "../no-segment.ts";
import type { ReportData, Segment } from "../schema.ts";

type Summarised = Pick<ReportData, "summary">;

/** Everybody once: the segments, and at the end (id −1, no silhouette) who is in none. */
export function shareRows({ summary }: Summarised): readonly Segment[] {
  const { segments, noise } = summary;
  if (noise === null) return segments;
  return [...segments, { ...noise, id: noSegment, name: noSegmentName, line: noSegmentLine, silhouette: null }];
}

/** What a segment is called, or that somebody is in none. */
export function nameOfSegment({ summary }: Summarised, segment: number, locale: Locale): string {
  return (summary.segments[segment]?.name ?? noSegmentName)[locale];
}
