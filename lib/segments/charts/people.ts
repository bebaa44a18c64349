import type { Locale } from "../../core/localised.ts";
import type { ReportData, Segment } from "../schema.ts";
import { say } from "./messages.ts";
import { shareRows } from "./share-rows.ts";

/** Values for message templates. A type, not an interface: those do not fit a record of strings. */
export type PeopleWords = Readonly<Record<"person" | "Person" | "people" | "People", string>> & {
  /** 1 where they are rows, for `{row|everything|everybody}`. */
  readonly row: 0 | 1;
};

/**
 * Somebody who bought is a customer, anybody else a user; nobody is a "data point". Measurements of anything are rows.
 */
export function peopleWords(data: ReportData, locale: Locale): PeopleWords {
  const unit = data.ingest.unit ?? (data.ingest.buyers > 0 ? "customer" : "user");
  const capital = ({ customer: "Customer", user: "User", row: "Row" } as const)[unit];
  return {
    person: say(locale, unit),
    Person: say(locale, capital),
    people: say(locale, `${unit}s`, { n: 2 }),
    People: say(locale, `${capital}s`),
    row: unit === "row" ? 1 : 0,
  };
}

/** What single ones are, for texts that choose by it. */
export function unitOf(data: ReportData): "row" | "user" {
  return data.ingest.unit ?? "user";
}

/** Who brings most beyond their share of people, as the verdict has it, be they in no segment; without money, the largest segment. */
export function leadingSegment(data: ReportData): Segment | null {
  const { segments } = data.summary;
  const all = segments.some(({ revenueShare }) => revenueShare !== null) ? shareRows(data) : segments;
  let lead: Segment | null = null;
  for (const segment of all) {
    if (lead === null || weightOf(segment) > weightOf(lead)) lead = segment;
  }
  return lead;
}

function weightOf({ share, revenueShare }: Segment): number {
  return revenueShare === null ? share : revenueShare - share;
}

/** "a, b and c" for a sentence read aloud. */
export function joinWords(words: readonly string[], locale: Locale): string {
  return words.join(locale === "zh" ? "，" : ", ");
}
