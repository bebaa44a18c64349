import type { Locale } from "../../core/localised.ts";
import type { ReportData, Segment } from "../schema.ts";
import { say } from "./messages.ts";

/** Values for message templates. A type, not an interface: those do not fit a record of strings. */
export type PeopleWords = Readonly<Record<"person" | "Person" | "people" | "People", string>>;

/** Somebody who bought is a customer, anybody else a user; nobody is a "data point". */
export function peopleWords(data: ReportData, locale: Locale): PeopleWords {
  const bought = data.ingest.buyers > 0;
  return {
    person: say(locale, bought ? "customer" : "user"),
    Person: say(locale, bought ? "Customer" : "User"),
    people: say(locale, bought ? "customers" : "users", { n: 2 }),
    People: say(locale, bought ? "Customers" : "Users"),
  };
}

/** The segment that brings most beyond its share of people, as the verdict has it; without money, the largest. */
export function leadingSegment(data: ReportData): Segment | null {
  let lead: Segment | null = null;
  for (const segment of data.summary.segments) {
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
