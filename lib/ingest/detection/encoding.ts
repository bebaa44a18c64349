import { isUtf8 as isAllUtf8, isAscii } from "node:buffer";
import type { Encoding } from "../schema.ts";

/** What the bytes say about their encoding. `plain`: nothing but ASCII, so that any 8-bit encoding reads them alike. */
export interface EncodingGuess {
  readonly encoding: Encoding;
  readonly plain: boolean;
  /** Lines that only make sense in another encoding than the chosen one. */
  readonly oddLines: number;
  /** A Western single-byte encoding (Windows-1252) is likely, which is not read. */
  readonly western: boolean;
}

/**
 * UTF-16 by its mark or by where its zero bytes stand; else each line votes for UTF-8 or GB18030 and the majority wins
 * (the reader sets the other lines aside). A line that the end of a truncated sample cuts has no vote beside others.
 */
export function guessEncoding(bytes: Uint8Array, truncated: boolean): EncodingGuess {
  const [a, b, c] = bytes;
  if (a === 0xff && b === 0xfe) return sure("utf-16le");
  if (a === 0xfe && b === 0xff) return sure("utf-16be");
  if (a === 0xef && b === 0xbb && c === 0xbf) return sure("utf-8");
  const wide = bytes.indexOf(0) < 0 ? undefined : guessUtf16(bytes);
  if (wide) return sure(wide);
  // The usual cases, told by the platform at once.
  if (isAscii(bytes)) return { ...sure("utf-8"), plain: true };
  if (isAllUtf8(bytes)) return sure("utf-8");
  return countVotes(bytes, truncated);
}

function sure(encoding: Encoding): EncodingGuess {
  return { encoding, plain: false, oddLines: 0, western: false };
}

/** Separators, digits and line ends have a zero as their high byte, whatever the language of the rest. */
function guessUtf16(bytes: Uint8Array): Encoding | undefined {
  const end = Math.min(bytes.length, 65_536) & ~1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < end; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const pairs = end / 2;
  if (odd > pairs * 0.02 && odd > 8 * even) return "utf-16le";
  if (even > pairs * 0.02 && even > 8 * odd) return "utf-16be";
  return undefined;
}

function countVotes(bytes: Uint8Array, truncated: boolean): EncodingGuess {
  let utf8 = 0;
  let chinese = 0;
  let westernLines = 0;
  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline;
    const cut = newline < 0 && truncated;
    if (!cut || utf8 + chinese + westernLines === 0) {
      const vote = voteOfLine(bytes, start, end, cut);
      if (vote === "utf-8") utf8++;
      else if (vote === "gb18030") chinese++;
      else if (vote === "western") westernLines++;
    }
    start = end + 1;
  }
  const plain = utf8 + chinese + westernLines === 0;
  if (chinese > utf8 && chinese >= westernLines) {
    return { encoding: "gb18030", plain, oddLines: utf8, western: false };
  }
  return { encoding: "utf-8", plain, oddLines: chinese + westernLines, western: westernLines > utf8 };
}

function voteOfLine(bytes: Uint8Array, start: number, end: number, cut: boolean): "utf-8" | "gb18030" | "western" | "" {
  let i = start;
  while (i < end && (bytes[i] ?? 0) < 0x80) i++;
  if (i === end) return "";
  if (isUtf8(bytes, i, end, cut)) return "utf-8";
  return looksChinese(bytes, i, end) ? "gb18030" : "western";
}

function isUtf8(bytes: Uint8Array, start: number, end: number, cut: boolean): boolean {
  let i = start;
  while (i < end) {
    const lead = bytes[i++] ?? 0;
    if (lead < 0x80) continue;
    const tail =
      lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0;
    if (tail === 0) return false;
    for (let k = 0; k < tail; k++, i++) {
      if (i >= end) return cut;
      if (((bytes[i] ?? 0) & 0xc0) !== 0x80) return false;
    }
  }
  return true;
}

/**
 * Chinese in GBK comes as pairs of bytes above 0xA0 (all of GB2312); a lone high byte among Latin letters does not. A
 * four-byte character has a digit second.
 */
function looksChinese(bytes: Uint8Array, start: number, end: number): boolean {
  let paired = 0;
  let other = 0;
  for (let i = start; i < end; i++) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) continue;
    const next = i + 1 < end ? (bytes[i + 1] ?? 0) : 0;
    if (lead > 0x80 && lead < 0xff && next >= 0xa1 && next < 0xff) paired++;
    else if (next >= 0x30 && next <= 0x39 && i + 3 < end && (bytes[i + 2] ?? 0) > 0x80) {
      paired++;
      i += 2;
    } else other++;
    i++;
  }
  return paired >= other;
}

/** The sample's text, without a byte-order mark and without the character that a truncated sample's end cuts. */
export function decodeSample(bytes: Uint8Array, encoding: Encoding, truncated: boolean): string {
  const text = new TextDecoder(encoding).decode(bytes);
  return truncated ? text.replace(/\uFFFD$/, "") : text;
}
