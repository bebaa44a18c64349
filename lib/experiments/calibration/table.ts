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

/** Tests of an effect that is known: one segment's, in a shop of so many users. */
export interface PlantedFindings {
  readonly users: number;
  readonly segment: string;
  readonly effect: number;
  readonly tests: number;
  /** Tests in which the segment was found, and in which any other was. */
  readonly planted: number;
  readonly others: number;
  /** Tests stopped by the sample ratio check, after a tenth of the treated were lost. */
  readonly blocked: number;
}

export interface Calibrated {
  readonly runs: number;
  readonly seed: number;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly found: readonly (Found | undefined)[];
  readonly planted: PlantedFindings;
}

/** The page that the docs keep. */
export function writeCalibration({ runs, seed, date, found, planted }: Calibrated): string {
  const noise = (200 * Math.sqrt((0.05 * 0.95) / runs)).toFixed(2);
  const { users, segment, effect, tests } = planted;
  const percent = (count: number) => `${((100 * count) / tests).toFixed(1)} %`;
  return `# Calibration of the experiments' methods

${runs.toLocaleString("en")} simulated tests a line, by \`npm run calibration -- --runs ${runs} --seed ${seed} --out lib/experiments/CALIBRATION.md\`
on ${date}. A verdict needs p below 5 % and a range without 0. A bar holds up to two standard deviations of what so many runs
can tell (± ${noise} points at 5 %). Tests of few events are discrete: their bar is at most 6 %. Lines without a bar are not what a report
leads with; they show why. Where a mean is too skewed and only sums are known there is no verdict at all.

${writeTables(found)}
## An effect planted in one segment of the sample shop

${users.toLocaleString("en")} users in ten segments (personas), ${tests} tests, half and half by the product's hash, read by segment with Holm's
correction: ${100 * effect} % of those treated ${segment}s order who would not have ordered in these four weeks. It was found in
${percent(planted.planted)} of the tests (bar: 80 %), another segment was told apart in ${percent(planted.others)} (bar: 5 %). With a tenth of the treated lost,
the sample ratio check blocked ${percent(planted.blocked)} of the tests.
`;
}

/** What all scenarios found, in their order, as Markdown tables. */
function writeTables(found: readonly (Found | undefined)[]): string {
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
