import { type ParseArgsConfig, parseArgs } from "node:util";
import { CladeError } from "../core/errors.ts";

export interface SegmentCommand {
  readonly files: readonly string[];
  readonly config: string | undefined;
  readonly out: string | undefined;
  /** File of tags (user_id, label) that the text vectors are to learn from. */
  readonly labels: string | undefined;
  readonly printConfig: boolean;
  readonly help: boolean;
}

export const experimentUsage =
  "npm run experiment -- FILE… [--config experiment.json] --out DIR   (or --print-config in place of --out)";

export type ExperimentCommand = Omit<SegmentCommand, "labels">;

/** Parses the arguments of `npm run experiment`; a config of sums needs no file. @throws BAD_USAGE */
export function parseExperimentCommand(argv: readonly string[]): ExperimentCommand {
  const { values, positionals } = parse(argv, experimentOptions, experimentUsage);
  return demandWhole(commandOf(values, positionals), experimentUsage);
}

export const segmentUsage =
  "npm run segment -- FILE… [--config run.json] [--labels TAGS.csv] --out DIR   (or --print-config in place of --out)";

/** Parses the arguments of `npm run segment`. @throws BAD_USAGE with one line that says what is wrong. */
export function parseSegmentCommand(argv: readonly string[]): SegmentCommand {
  const { values, positionals } = parse(argv, segmentOptions, segmentUsage);
  return demandWhole({ ...commandOf(values, positionals), labels: values.labels }, segmentUsage);
}

const experimentOptions = {
  config: { type: "string" },
  out: { type: "string" },
  "print-config": { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;
const segmentOptions = { ...experimentOptions, labels: { type: "string" } } as const;

interface Values {
  readonly config?: string;
  readonly out?: string;
  readonly "print-config"?: boolean;
  readonly help?: boolean;
}

function commandOf(values: Values, files: readonly string[]): ExperimentCommand {
  const { config, out, "print-config": printConfig = false, help = false } = values;
  return { files, config, out, printConfig, help };
}

function demandWhole<T extends ExperimentCommand>(command: T, usage: string): T {
  if (command.help) return command;
  if (command.files.length === 0 && command.config === undefined) throw badUsage("No file is given.", usage);
  if (command.out === undefined && !command.printConfig) throw badUsage("--out DIR is missing.", usage);
  return command;
}

function parse<T extends NonNullable<ParseArgsConfig["options"]>>(argv: readonly string[], options: T, usage: string) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch (error) {
    throw badUsage(`${(error as Error).message.split(". ", 1)[0]}.`, usage);
  }
}

function badUsage(problem: string, usage: string): CladeError {
  return new CladeError("BAD_USAGE", { problem: `${problem} Usage: ${usage}` });
}
