// Finds the records of separated text: their ends, numbers of cells and lines, and a hash of each.

const LF: i32 = 10;
const CR: i32 = 13;
const BLANK: i32 = 32;
const mix: u64 = 0x9e3779b97f4a7c15;
const mixTail: u64 = 0xd6e8feb86659fd93;

// Words of the state; lib/kernels/record-scanner.ts holds the same list.
const BUFFER = 0; // address of the text
const FROM = 4; // byte of the text to go on from
const HELD = 8; // bytes of text; 16 more may be read
const KEPT = 12; // end of the kept records, which are moved together as others are taken out
const COUNT = 16;
const MOST_RECORDS = 20;
const MOST_BYTES = 24;
const LINE = 28; // of the record at FROM
const SEPARATOR = 32;
const QUOTE = 36;
const WIDTH = 40; // cells that a record has
const LONGEST = 44;
const STARTS = 48; // addresses of lists, an entry a kept record: its byte, its line and its hash
const LINES = 52;
const HASHES = 56;
const STATUS = 60;
const ODD_START = 64; // the record of another width
const ODD_END = 68;
const ODD_LINES = 72; // that it covers; LINE is past it

const NEEDS_MORE = 0;
const FULL = 1;
const ODD = 2;
const LONE_CR = 3;
const AFTER_QUOTE = 4;

@inline
function bits(v: v128, byte: i32): i32 {
  return i8x16.bitmask(i8x16.eq(v, i8x16.splat(<i8>byte)));
}

let linesPassed: i32 = 0;

/** The first quote from `at`, or `end`; lines that end before it go into `linesPassed`. */
function findQuote(at: usize, end: usize, quote: i32): usize {
  while (at < end) {
    const v = v128.load(at);
    const quotes = bits(v, quote);
    const feeds = bits(v, LF);
    if (quotes != 0) {
      const step = ctz(quotes);
      if (at + step >= end) return end;
      linesPassed += popcnt(feeds & ((1 << step) - 1));
      return at + step;
    }
    linesPassed += popcnt(feeds);
    at += 16;
  }
  return end;
}

/** Is the quote at `at` the first character of its cell, blanks aside? */
function opensCell(at: usize, start: usize, separator: i32): bool {
  while (at > start && load<u8>(at - 1) == BLANK) at--;
  return at == start || load<u8>(at - 1) == separator;
}

/** 64 bits of the text from…to; the 16 bytes after it may be read. */
function hashOf(from: usize, to: usize): u64 {
  let a: u64 = <u64>(to - from);
  let b: u64 = mixTail;
  let at = from;
  for (; at + 16 <= to; at += 16) {
    a = (a ^ load<u64>(at)) * mix;
    a ^= a >> 32;
    b = (b ^ load<u64>(at, 8)) * mixTail;
    b ^= b >> 32;
  }
  if (at + 8 <= to) {
    a = (a ^ load<u64>(at)) * mix;
    a ^= a >> 32;
    at += 8;
  }
  if (at < to) {
    const rest = <u64>(8 - (to - at)) << 3;
    b = (b ^ (load<u64>(at) << rest)) * mixTail;
    b ^= b >> 32;
  }
  a = (a ^ ((b << 27) | (b >> 37))) * mix;
  return a ^ (a >> 29);
}

/** Goes on through the text until it ends within a record, enough records are kept, or one is not as the others. */
export function scanRecords(block: i32, thread: i32, state: usize): void {
  const base = <usize>load<u32>(state, BUFFER);
  const held = base + load<u32>(state, HELD);
  const mostRecords = load<u32>(state, MOST_RECORDS);
  const mostBytes = base + load<u32>(state, MOST_BYTES);
  const separator = load<i32>(state, SEPARATOR);
  const quote = load<i32>(state, QUOTE);
  const width = load<i32>(state, WIDTH);
  const starts = <usize>load<u32>(state, STARTS);
  const lines = <usize>load<u32>(state, LINES);
  const hashes = <usize>load<u32>(state, HASHES);
  let from = base + load<u32>(state, FROM);
  let kept = base + load<u32>(state, KEPT);
  let count = load<u32>(state, COUNT);
  let line = load<i32>(state, LINE);
  let longest = load<u32>(state, LONGEST);
  let status = NEEDS_MORE;

  while (from < held) {
    if (count == mostRecords || (kept >= mostBytes && count > 0)) {
      status = FULL;
      break;
    }
    let cells = 1;
    let at = from;
    let end: usize = 0;
    linesPassed = 0;
    while (at < held) {
      const v = v128.load(at);
      const marks = bits(v, LF) | bits(v, CR) | bits(v, quote);
      const separators = bits(v, separator);
      if (marks == 0) {
        cells += popcnt(separators);
        at += 16;
        continue;
      }
      const step = ctz(marks);
      cells += popcnt(separators & ((1 << step) - 1));
      at += step;
      if (at >= held) break;
      const byte = <i32>load<u8>(at);
      if (byte == LF) {
        end = at;
        break;
      }
      if (byte == CR) {
        if (at + 1 >= held) break;
        if (load<u8>(at, 1) != LF) status = LONE_CR;
        else end = at + 1;
        break;
      }
      if (!opensCell(at, from, separator)) {
        at++;
        continue;
      }
      at = findQuote(at + 1, held, quote);
      while (at + 1 < held && load<u8>(at, 1) == quote) at = findQuote(at + 2, held, quote);
      at++;
      if (at >= held) break;
      const after = <i32>load<u8>(at);
      if (after != separator && after != LF && after != CR) {
        status = AFTER_QUOTE;
        break;
      }
    }
    if (end == 0) break;
    let stop = end > from && load<u8>(end - 1) == CR ? end - 1 : end;
    const lineOf = line;
    line += linesPassed + 1;
    if (stop == from) {
      from = end + 1;
      continue;
    }
    // A separator at the end of a line opens no cell of its own.
    if (cells == width + 1 && load<u8>(stop - 1) == separator) stop--;
    else if (cells != width) {
      store<u32>(state, <u32>(from - base), ODD_START);
      store<u32>(state, <u32>(stop - base), ODD_END);
      from = end + 1;
      status = ODD;
      store<u32>(state, linesPassed + 1, ODD_LINES);
      break;
    }
    store<u64>(hashes + (<usize>count << 3), hashOf(from, stop));
    store<u32>(starts + (<usize>count << 2), <u32>(kept - base));
    store<i32>(lines + (<usize>count << 2), lineOf);
    count++;
    longest = max(longest, <u32>(end + 1 - from));
    if (kept != from) memory.copy(kept, from, stop - from);
    kept += stop - from;
    store<u8>(kept, <u8>LF);
    kept++;
    from = end + 1;
  }
  store<u32>(state, <u32>(from - base), FROM);
  store<u32>(state, <u32>(kept - base), KEPT);
  store<u32>(state, count, COUNT);
  store<i32>(state, line, LINE);
  store<u32>(state, longest, LONGEST);
  store<i32>(state, status, STATUS);
}
