import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createPeriod, type Period } from "./calendar.ts";
import { campaignColumns, writeCampaigns } from "./campaigns.ts";
import { type CsvFile, openCsvFile } from "./csv-file.ts";
import { eventColumns, writeEvents } from "./events.ts";
import { experimentFiles, type SampleExperiment } from "./experiment.ts";
import { drawHistory, type Order } from "./history.ts";
import { reviewColumns, writeReviews } from "./reviews.ts";
import { searchColumns, writeSearches } from "./searches.ts";
import { transactionColumns, writeTransactions } from "./transactions.ts";
import { createUser, createUserSource, type SampleLanguage, type SampleUser } from "./user.ts";
import { truthColumns, userColumns, writeTruth, writeUser } from "./users.ts";

type Rows = (user: SampleUser, orders: readonly Order[], period: Period, write: (row: string) => void) => void;

/** Every file of the sample shop: one line for each. All are written user by user, each user's rows in order of time. */
export const sampleFiles = {
  users: { path: "users.csv", columns: userColumns, rows: writeUser },
  transactions: { path: "transactions.csv", columns: transactionColumns, rows: writeTransactions },
  events: { path: "events.csv", columns: eventColumns, rows: writeEvents },
  searches: { path: "searches.csv", columns: searchColumns, rows: writeSearches },
  reviews: { path: "reviews.csv", columns: reviewColumns, rows: writeReviews },
  campaigns: { path: "campaigns.csv", columns: campaignColumns, rows: writeCampaigns },
  truth: {
    path: "truth/personas.csv",
    columns: truthColumns,
    rows: (user, _orders, period, write) => writeTruth(user, period, write),
  },
} as const satisfies Record<string, { path: string; columns: readonly string[]; rows: Rows }>;

export type SampleFile = keyof typeof sampleFiles;

export interface SampleOptions {
  readonly users: number;
  readonly out: string;
  readonly seed?: number;
  readonly language?: SampleLanguage;
  /** Which files; default all. What is in one does not depend on the others. */
  readonly only?: readonly SampleFile[];
  /** Length of the period, default 540 days. */
  readonly days?: number;
  /** A test of the last days, written beside the rest; none as a rule. */
  readonly experiment?: SampleExperiment | undefined;
  readonly signal?: AbortSignal;
  /** Milliseconds of a steady clock; without it no times are told. */
  readonly now?: () => number;
}

export interface FileSummary {
  readonly name: string;
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  readonly milliseconds: number;
}

interface OpenFile {
  readonly name: string;
  readonly rows: Rows;
  readonly csv: CsvFile;
  milliseconds: number;
}

export const defaultDays = 540;
const usersAtATime = 100;

/**
 * Writes the sample shop's files into a folder: the same bytes for the same seed, language, period and number of users,
 * and the same rows for a user whatever that number. Memory does not grow with it. An abort leaves no file behind.
 */
export async function writeSample(options: SampleOptions): Promise<FileSummary[]> {
  const { users, out, seed = 0, language = "both", days = defaultDays, now = () => 0 } = options;
  const names = options.only ?? (Object.keys(sampleFiles) as SampleFile[]);
  const period = createPeriod(days, names.includes("campaigns") ? "long" : "short");
  const source = createUserSource(seed, language, days);
  mkdirSync(out, { recursive: true });
  if (names.includes("truth")) mkdirSync(join(out, "truth"), { recursive: true });
  if (options.experiment) mkdirSync(join(out, "experiment"), { recursive: true });
  const wanted = [
    ...names.map((name) => [name, sampleFiles[name]] as const),
    ...Object.entries(options.experiment ? experimentFiles(options.experiment) : {}),
  ];
  const files: OpenFile[] = [];
  try {
    for (const [name, { path, columns, rows }] of wanted) {
      files.push({ name, rows, milliseconds: 0, csv: openCsvFile(join(out, path), path, columns) });
    }
    for (let index = 0; index < users; index++) {
      if (index % usersAtATime === 0) {
        await new Promise((resolve) => setImmediate(resolve));
        options.signal?.throwIfAborted();
      }
      const user = createUser(source, index);
      const orders = drawHistory(user, period);
      for (const file of files) {
        const start = now();
        file.rows(user, orders, period, file.csv.write);
        file.milliseconds += now() - start;
      }
    }
    for (const { csv } of files) csv.publish();
  } catch (error) {
    for (const { csv } of files) csv.abandon();
    throw error;
  }
  return files.map(({ name, csv, milliseconds }) => {
    return { name, path: csv.name, rows: csv.rows, bytes: csv.bytes, milliseconds };
  });
}

const pilotUsers = 2000;

/**
 * The length of period, in days, after which `users` users have about `rows` order lines (within a few per cent: the
 * lines of the first 2,000 users are counted and the length corrected three times).
 */
export function daysFor(options: Pick<SampleOptions, "users" | "seed" | "language">, rows: number): number {
  const { users, seed = 0, language = "both" } = options;
  const pilot = Math.min(users, pilotUsers);
  let days = defaultDays;
  for (let pass = 0; pass < 4; pass++) {
    const period = createPeriod(days);
    const source = createUserSource(seed, language, days);
    let counted = 0;
    for (let index = 0; index < pilot; index++) {
      const user = createUser(source, index);
      writeTransactions(user, drawHistory(user, period), period, () => counted++);
    }
    days = Math.max(1, Math.round((days * rows * pilot) / (users * Math.max(1, counted))));
  }
  return days;
}
