import { type Bar, type Scenario, scenarios } from "./scenarios.ts";
import type { Found } from "./simulate.ts";

const parts: Readonly<Record<Scenario["part"], string>> = {
  fixed: "Tests read once, without an effect: what a verdict at 5 % says",
  skew: "Skewed means, without an effect on the mean",
  misses: "Skewed means with an effect: ranges that lie below or above the true difference",
  sequential: "Sequential tests, without an effect, over all looks",
  families: "Families of comparisons",
};

/** Standard deviations of a rate of this many runs that are allowed beside its bar. */
const ALLOWED = 2;

/** Does a rate keep to its bar, up to two standard deviations of what so many runs can tell? */
export function keepsTo(bar: Bar, { below, above, runs }: Found): boolean {
  const rate = (100 * (below + above)) / runs;
  const noise = (limit: number) => ALLOWED * Math.sqrt((limit * (100 - limit)) / runs);
  if (bar === null) return true;
  if (bar === "4–6") return rate >= 4 - noise(4) && rate <= 6 + noise(6);
  const limit = bar === "≤ 6" ? 6 : 5;
  return rate <= limit + noise(limit);
}

/** What all scenarios found, in their order, as Markdown tables. */
export function writeTables(found: readonly Found[]): string {
  const rows = scenarios.map((scenario, at) => ({ scenario, found: found[at] }));
  return Object.entries(parts)
    .map(([part, title]) => {
      const own = rows.filter(({ scenario }) => scenario.part === part);
      return `## ${title}\n\n${heads}\n${own.map((row) => writeRow(row.scenario, row.found)).join("\n")}\n`;
    })
    .join("\n");
}

const heads = [
  "| what is measured | users | method | below, % | above, % | in all, % | no verdict, % | bar, % | |",
  "|---|---|---|--:|--:|--:|--:|--:|---|",
].join("\n");

function writeRow({ population, users, method, bar }: Scenario, found: Found | undefined): string {
  if (!found) return `| ${population} | ${users} | ${method} | | | | | | not run |`;
  const percent = (count: number) => ((100 * count) / found.runs).toFixed(2);
  const rates = [found.below, found.above, found.below + found.above, found.inconclusive].map(percent);
  const verdict = bar === null ? "" : keepsTo(bar, found) ? "holds" : "FAILS";
  return `| ${[population, users, method, ...rates, bar ?? "–", verdict].join(" | ")} |`;
}
