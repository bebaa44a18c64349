import { parseArgs } from "node:util";
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

export const segmentUsage =
  "npm run segment -- FILE… [--config run.json] [--labels TAGS.csv] --out DIR   (or --print-config in place of --out)";

/** Parses the arguments of `npm run segment`. @throws BAD_USAGE with one line that says what is wrong. */
export function parseSegmentCommand(argv: readonly string[]): SegmentCommand {
  const { values, positionals } = parse(argv);
  const command: SegmentCommand = {
    files: positionals,
    config: values.config,
    out: values.out,
    labels: values.labels,
    printConfig: values["print-config"] ?? false,
    help: values.help ?? false,
  };
  if (command.help) return command;
  if (command.files.length === 0 && command.config === undefined) throw badUsage("No file is given.");
  if (command.out === undefined && !command.printConfig) throw badUsage("--out DIR is missing.");
  return command;
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        config: { type: "string" },
        out: { type: "string" },
        labels: { type: "string" },
        "print-config": { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw badUsage(`${(error as Error).message.split(". ", 1)[0]}.`);
  }
}

function badUsage(problem: string): CladeError {
  return new CladeError("BAD_USAGE", { problem: `${problem} Usage: ${segmentUsage}` });
}
