import { parseArgs } from "node:util";
import { CladeError } from "../core/errors.ts";
import type { Precision } from "./onnx/model-folder.ts";
import type { Truncation } from "./onnx/tokenise.ts";

export interface EmbedCommand {
  /** A folder, or the id of a catalogued encoder. */
  readonly model: string;
  /** Undefined where only a quantised copy is written. */
  readonly texts: string | undefined;
  readonly out: string | undefined;
  readonly quantise: string | undefined;
  readonly column: string | undefined;
  readonly precision: Precision;
  readonly maxTokens: number | undefined;
  readonly truncation: Truncation;
  readonly prefix: string | undefined;
  /** May a catalogued model that is not on this machine be fetched? */
  readonly download: boolean;
  /** Measure int8 beside fp32 on the first texts. */
  readonly compare: boolean;
  readonly help: boolean;
}

export const embedUsage =
  "npm run embed -- --model DIR --texts FILE --out VECTORS.f32 [--column NAME] [--precision fp32|int8] [--max-tokens N] " +
  "[--truncation keep_sep|cut] [--prefix TEXT] [--download] [--compare]   (or --model DIR --quantise NEW_DIR)";

const text = { type: "string" } as const;
const options = {
  ...{ model: text, texts: text, out: text, quantise: text, column: text, precision: text, "max-tokens": text },
  ...{
    truncation: text,
    prefix: text,
    download: { type: "boolean" as const },
    compare: { type: "boolean" as const },
    help: { type: "boolean" as const, short: "h" },
  },
} as const;

/** Parses the arguments of `npm run embed`. @throws BAD_USAGE with one line that says what is wrong. */
export function parseEmbedCommand(argv: readonly string[]): EmbedCommand {
  const values = parse(argv);
  const command = {
    model: values.model ?? "",
    texts: values.texts,
    out: values.out,
    quantise: values.quantise,
    column: values.column,
    precision: choose("--precision", values.precision, ["fp32", "int8"], "int8"),
    maxTokens: wholeNumber("--max-tokens", values["max-tokens"]),
    truncation: choose("--truncation", values.truncation, ["keep_sep", "cut"], "keep_sep"),
    prefix: values.prefix,
    download: values.download ?? false,
    compare: values.compare ?? false,
    help: values.help ?? false,
  } as const;
  if (command.help) return command;
  if (command.model === "") throw badUsage("--model DIR is missing.");
  if (command.quantise !== undefined) return command;
  if (command.texts === undefined) throw badUsage("--texts FILE is missing.");
  if (command.out === undefined) throw badUsage("--out FILE is missing.");
  return command;
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    throw badUsage(`${(error as Error).message.split(". ", 1)[0]}.`);
  }
}

function choose<Choice extends string>(
  flag: string,
  value: string | undefined,
  choices: readonly Choice[],
  fallback: Choice,
): Choice {
  if (value === undefined) return fallback;
  const chosen = choices.find((choice) => choice === value);
  if (chosen === undefined) throw badUsage(`${flag} takes ${choices.join(" or ")}, not ${value}.`);
  return chosen;
}

function wholeNumber(flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 32_768)
    throw badUsage(`${flag} takes a whole number from 1 to 32768, not ${value}.`);
  return number;
}

function badUsage(problem: string): CladeError {
  return new CladeError("BAD_USAGE", { problem: `${problem} Usage: ${embedUsage}` });
}
