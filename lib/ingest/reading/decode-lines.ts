import { CladeError } from "../../core/errors.ts";
import type { Encoding } from "../schema.ts";

/** Whole lines of text. Lines whose bytes do not decode hold replacement characters and are listed. */
export interface TextBlock {
  readonly text: string;
  /** Numbers of lines (from 1, in the file) that did not decode. */
  readonly badLines: ReadonlySet<number>;
}

/** A line longer than this is no line of a table. */
const longestLine = 1 << 24;
const LF = 10;
const CR = 13;
const none: ReadonlySet<number> = new Set();

/**
 * Decodes a stream of bytes, a block of whole lines at a time (LF, CRLF or CR end a line), without the byte order mark.
 * Neither encoding has a line end's byte within another character, so that lines are told by bytes.
 * @throws CELL_TOO_LARGE where a line is longer than 16 MB.
 */
export async function* decodeLines(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  file: string,
): AsyncGenerator<TextBlock> {
  const decode = blockDecoder(encoding);
  let held: Uint8Array = new Uint8Array(0);
  let line = 1;
  for await (const chunk of chunks) {
    const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const end = endOfLastLine(bytes, encoding);
    if (end === 0 && bytes.length > longestLine)
      throw new CladeError("CELL_TOO_LARGE", { file, line, limit: longestLine });
    held = bytes.slice(end);
    if (end === 0) continue;
    const block = decode(withoutMark(bytes.subarray(0, end), encoding, line === 1), line);
    line += countLines(block.text);
    yield block;
  }
  if (held.length > 0) yield decode(withoutMark(held, encoding, line === 1), line);
}

const marks: Readonly<Record<Encoding, readonly number[]>> = {
  "utf-8": [0xef, 0xbb, 0xbf],
  "utf-16le": [0xff, 0xfe],
  "utf-16be": [0xfe, 0xff],
  gb18030: [0x84, 0x31, 0x95, 0x33],
};

function withoutMark(bytes: Uint8Array, encoding: Encoding, isHead: boolean): Uint8Array {
  const mark = marks[encoding];
  if (!isHead) return bytes;
  return mark.every((byte, i) => bytes[i] === byte) ? bytes.subarray(mark.length) : bytes;
}

/** Bytes up to and with the last line end; a CR that ends the bytes may be half of a CRLF and stays. */
function endOfLastLine(bytes: Uint8Array, encoding: Encoding): number {
  const isWide = encoding.startsWith("utf-16");
  const step = isWide ? 2 : 1;
  const low = encoding === "utf-16be" ? 1 : 0;
  const whole = bytes.length - (bytes.length % step);
  for (let at = whole - step; at >= 0; at -= step) {
    const byte = bytes[at + low];
    if (isWide && bytes[at + 1 - low] !== 0) continue;
    if (byte === LF || (byte === CR && at + step < whole)) return at + step;
  }
  return 0;
}

function blockDecoder(encoding: Encoding): (bytes: Uint8Array, firstLine: number) => TextBlock {
  const strict = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const lenient = new TextDecoder(encoding, { ignoreBOM: true });
  return (bytes, firstLine) => {
    try {
      return { text: strict.decode(bytes), badLines: none };
    } catch {
      return decodeEachLine(bytes, encoding, firstLine, { strict, lenient });
    }
  };
}

function decodeEachLine(
  bytes: Uint8Array,
  encoding: Encoding,
  firstLine: number,
  { strict, lenient }: { readonly strict: TextDecoder; readonly lenient: TextDecoder },
): TextBlock {
  const badLines = new Set<number>();
  const texts: string[] = [];
  for (const [start, end] of lineRanges(bytes, encoding)) {
    const part = bytes.subarray(start, end);
    try {
      texts.push(strict.decode(part));
    } catch {
      badLines.add(firstLine + texts.length);
      const text = lenient.decode(part);
      texts.push(/[\r\n]$/.test(text) || end === bytes.length ? text : `${text}\n`);
    }
  }
  return { text: texts.join(""), badLines };
}

function* lineRanges(bytes: Uint8Array, encoding: Encoding): Generator<readonly [number, number]> {
  const isWide = encoding.startsWith("utf-16");
  const step = isWide ? 2 : 1;
  const low = encoding === "utf-16be" ? 1 : 0;
  const unit = (at: number) => (isWide && bytes[at + 1 - low] !== 0 ? -1 : bytes[at + low]);
  let start = 0;
  for (let at = 0; at + step <= bytes.length; at += step) {
    const code = unit(at);
    if (code !== LF && (code !== CR || unit(at + step) === LF)) continue;
    yield [start, at + step];
    start = at + step;
  }
  if (start < bytes.length) yield [start, bytes.length];
}

/** Line ends in a text: LF, CRLF, CR. */
export function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
  for (let at = text.indexOf("\r"); at >= 0; at = text.indexOf("\r", at + 1)) if (text[at + 1] !== "\n") lines++;
  return lines;
}
