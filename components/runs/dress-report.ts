import type { RunResultsDto, RunSegmentDto } from "../../lib/runs/schema.ts";
import type { ReportData } from "../../lib/segments/schema.ts";

export interface DressedReport {
  readonly data: ReportData;
  /** Of segment 0, 1, …: places in the colour cycle. */
  readonly colours: readonly number[];
  readonly segments: readonly RunSegmentDto[];
}

/** The report with the names and colours that people gave: what charts and tables of the pages draw. */
export function dressReport({ report, segments }: RunResultsDto): DressedReport {
  const rows = new Map(segments.map((segment) => [segment.index, segment]));
  const named = report.summary.segments.map((segment) => {
    const own = rows.get(segment.id)?.ownName;
    return own ? { ...segment, name: { en: own, zh: own } } : segment;
  });
  return {
    data: { ...report, summary: { ...report.summary, segments: named } },
    colours: named.map(({ id }) => rows.get(id)?.colour ?? id % 12),
    segments,
  };
}
