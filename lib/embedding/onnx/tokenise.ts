import { Tokenizer } from "@huggingface/tokenizers";
import { type ModelFolder, refused } from "./model-folder.ts";

/** keep_sep: the first tokens and the closing one; cut: the plain first tokens. */
export type Truncation = "keep_sep" | "cut";

export interface TokeniseOptions {
  readonly maxTokens: number;
  readonly truncation: Truncation;
  readonly prefix: string;
}

/** Beyond this many characters a token no text is read: what lies behind can hardly be among the first tokens. */
const mostCharactersAToken = 1000;

/**
 * A function from a text to its token ids, special ones included, at most `maxTokens` of them and at least one.
 * @throws MODEL_REFUSED where tokenizer.json does not describe a tokenizer.
 */
export function openTokeniser(model: ModelFolder, options: TokeniseOptions): (text: string) => number[] {
  const tokenizer = build(model);
  const empty = encodeOnce(tokenizer, "");
  const closing = empty.at(-1);
  const { maxTokens, truncation, prefix } = options;
  return (text) => {
    const whole = prefix + text;
    const read =
      whole.length > mostCharactersAToken * maxTokens ? cutText(whole, mostCharactersAToken * maxTokens) : whole;
    const { ids } = tokenizer.encode(read);
    if (ids.length === 0) return [closing ?? model.pad];
    if (ids.length <= maxTokens) return ids;
    const first = ids.slice(0, maxTokens);
    if (truncation === "keep_sep" && closing !== undefined) first[maxTokens - 1] = closing;
    return first;
  };
}

function build({ tokenizer, tokenizerConfig }: ModelFolder): Tokenizer {
  try {
    return new Tokenizer(tokenizer, tokenizerConfig);
  } catch (error) {
    throw refused("tokenizer.json", `it describes no tokenizer (${reason(error)})`);
  }
}

/** A first try: some broken files are only noticed when a text is read. */
function encodeOnce(tokenizer: Tokenizer, text: string): number[] {
  try {
    const { ids } = tokenizer.encode(text);
    const first = tokenizer.encode("Ab 12, 好。").ids;
    if ([...ids, ...first].every((id) => Number.isSafeInteger(id) && id >= 0)) return ids;
  } catch (error) {
    throw refused("tokenizer.json", `it cannot read a text (${reason(error)})`);
  }
  throw refused("tokenizer.json", "it gives tokens without a number");
}

/** Never between the halves of one character. */
function cutText(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}

function reason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
}
