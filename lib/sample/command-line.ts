import { parseArgs } from "node:util";
import { CladeError } from "../core/errors.ts";
import type { SampleExperiment } from "./experiment.ts";
import { campaignKinds, personas } from "./personas.ts";
import type { SampleLanguage } from "./user.ts";
import { defaultDays, type SampleFile, type SampleOptions, sampleFiles } from "./write-sample.ts";

export const sampleUsage =
  "npm run sample -- --users N --out DIR [--seed S] [--language en|zh|both] [--only FILE,…] [--transactions M | --days D] [--experiment all|persona=ID --effect SHARE|CAMPAIGN [--mismatch SHARE]]";

const maxUsers = 10_000_000;
const maxDays = 3_650;

export type SampleCommand = Omit<SampleOptions, "signal" | "now" | "experiment"> & {
  /** A test to plant; who is in which arm is the caller's to say. */
  readonly experiment: Omit<SampleExperiment, "assign"> | undefined;
  /** About so many order lines are asked for; the period is made as long as that takes. */
  readonly transactions: number | undefined;
};

/** Parses the arguments of `npm run sample`. @throws BAD_USAGE with one line that says what is wrong. */
export function parseSampleCommand(argv: readonly string[]): SampleCommand | "help" {
  const values = parse(argv);
  if (values.help) return "help";
  if (values.out === undefined) throw badUsage("--out DIR is missing.");
  if (values.users === undefined) throw badUsage("--users N is missing.");
  if (values.transactions !== undefined && values.days !== undefined) {
    throw badUsage("--transactions chooses the days itself, so --days cannot be given beside it.");
  }
  const { transactions } = values;
  return {
    out: values.out,
    users: readCount("--users", values.users, 1, maxUsers),
    seed: readCount("--seed", values.seed ?? "0", 0, Number.MAX_SAFE_INTEGER),
    language: readLanguage(values.language ?? "both"),
    only: readFiles(values.only),
    days: readCount("--days", values.days ?? String(defaultDays), 1, maxDays),
    experiment: readExperiment(values),
    transactions: transactions === undefined ? undefined : readCount("--transactions", transactions, 1, 10 ** 10),
  };
}

function parse(argv: readonly string[]) {
  try {
    const options = {
      users: { type: "string" },
      out: { type: "string" },
      seed: { type: "string" },
      language: { type: "string" },
      only: { type: "string" },
      transactions: { type: "string" },
      days: { type: "string" },
      experiment: { type: "string" },
      effect: { type: "string" },
      mismatch: { type: "string" },
      help: { type: "boolean", short: "h" },
    } as const;
    return parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    throw badUsage(`${(error as Error).message.split(". ", 1)[0]}.`);
  }
}

function readCount(flag: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < low || value > high) {
    throw badUsage(`${flag} takes a whole number from ${low} to ${high}, not “${text}”.`);
  }
  return value;
}

function readLanguage(text: string): SampleLanguage {
  if (text === "en" || text === "zh" || text === "both") return text;
  throw badUsage(`--language takes en, zh or both, not “${text}”.`);
}

function readFiles(text: string | undefined): SampleFile[] {
  const all = Object.keys(sampleFiles) as SampleFile[];
  if (text === undefined) return all;
  const names = text.split(",");
  const unknown = names.find((name) => !(all as string[]).includes(name));
  if (unknown !== undefined) throw badUsage(`--only takes ${all.join(", ")}, not “${unknown}”.`);
  return all.filter((name) => names.includes(name));
}

function readExperiment({ experiment, effect, mismatch }: ReturnType<typeof parse>): SampleCommand["experiment"] {
  if (experiment === undefined) {
    if (effect !== undefined || mismatch !== undefined) throw badUsage("--effect and --mismatch go with --experiment.");
    return undefined;
  }
  if (effect === undefined) throw badUsage("--experiment needs --effect: a share such as 0.1, or a campaign.");
  return {
    persona: readPersona(experiment),
    effect: campaignKinds.find((kind) => kind === effect) ?? readShare("--effect", effect),
    mismatch: mismatch === undefined ? 0 : readShare("--mismatch", mismatch),
  };
}

function readPersona(text: string): SampleExperiment["persona"] {
  const found = personas.find(({ id }) => text === `persona=${id}`);
  if (text === "all" || found) return found?.id ?? null;
  throw badUsage(`--experiment takes all or persona= with ${personas.map(({ id }) => id).join(", ")}, not “${text}”.`);
}

function readShare(flag: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= 1) return value;
  const campaigns = flag === "--effect" ? `, or ${campaignKinds.join(", ")}` : "";
  throw badUsage(`${flag} takes a share from 0 to 1${campaigns}, not “${text}”.`);
}

function badUsage(problem: string): CladeError {
  return new CladeError("BAD_USAGE", { problem: `${problem} Usage: ${sampleUsage}` });
}
