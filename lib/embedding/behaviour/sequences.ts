import { CladeError } from "../../core/errors.ts";
import { type EventTable, priceBand, tokens, tokensOf, type Vocabulary } from "./vocabulary.ts";

/** Windows of `length` events, row-major, the newest event last; shorter ones are padded in front. */
export interface Sequences {
  readonly rows: number;
  readonly length: number;
  /** How many of a row's events are real, at its end. */
  readonly counts: Int32Array;
  /** The user of a row; a user's windows follow each other, the newest first. */
  readonly users: Int32Array;
  /** The row of each user's newest window, −1 for a user without events. */
  readonly newest: Int32Array;
  /** rows × length each. */
  readonly type: Uint8Array;
  readonly item: Int32Array;
  readonly category: Int32Array;
  readonly price: Uint8Array;
  readonly gap: Uint8Array;
  readonly hour: Uint8Array;
}

export interface SequenceOptions {
  /** Number of users, with and without events. */
  readonly users: number;
  readonly length: number;
  /** At most so many windows a user: the newest is what encodes the user, older ones are there to learn from. */
  readonly windows: number;
}

/** Upper limits in seconds of the gap to the event before: within a sitting, a day, a month; 0 is kept for the first event. */
const gapEdges = [10, 60, 300, 1800, 7200, 21_600, 86_400, 259_200, 604_800, 2_592_000];
/** One for the first event, one beyond the last edge. */
export const gapBuckets = gapEdges.length + 2;
export const hours = 24;

/**
 * Cuts each user's events into windows, from the newest back, that do not overlap.
 * @throws INTERNAL where events are not sorted by user and time: a sequence out of order would teach nonsense.
 */
export function buildSequences(events: EventTable, vocabulary: Vocabulary, options: SequenceOptions): Sequences {
  const { users, length, windows } = options;
  const spans = spansOfUsers(events, users);
  const windowsOf = (count: number) => Math.min(windows, Math.ceil(count / length));
  const rows = spans.reduce((sum, { start, end }) => sum + windowsOf(end - start), 0);
  const size = rows * length;
  const sequences = {
    rows,
    length,
    counts: new Int32Array(rows),
    users: new Int32Array(rows),
    newest: new Int32Array(users).fill(-1),
    type: new Uint8Array(size),
    item: new Int32Array(size),
    category: new Int32Array(size),
    price: new Uint8Array(size),
    gap: new Uint8Array(size),
    hour: new Uint8Array(size),
  };
  const types = tokensOf(events.type.values, vocabulary.types);
  const items = tokensOf(events.item.values, vocabulary.items);
  const categories = tokensOf(events.category.values, vocabulary.categories);
  let row = 0;
  for (const [user, { start, end }] of spans.entries()) {
    if (end > start) sequences.newest[user] = row;
    for (let window = 0; window < windowsOf(end - start); window++, row++) {
      const last = end - window * length;
      const first = Math.max(start, last - length);
      sequences.users[row] = user;
      sequences.counts[row] = last - first;
      for (let i = first; i < last; i++) {
        const at = (row + 1) * length - (last - i);
        const time = events.time[i] ?? 0;
        sequences.type[at] = token(types, events.type.codes[i]);
        sequences.item[at] = token(items, events.item.codes[i]);
        sequences.category[at] = token(categories, events.category.codes[i]);
        sequences.price[at] = priceBand(events.price?.[i] ?? Number.NaN, vocabulary.priceEdges);
        sequences.gap[at] = i === start ? 0 : gapBucket(time - (events.time[i - 1] ?? time));
        sequences.hour[at] = ((Math.floor(time / 3600) % hours) + hours) % hours;
      }
    }
  }
  return sequences;
}

function token(table: Int32Array, code = -1): number {
  return table[code] ?? tokens.none;
}

function gapBucket(seconds: number): number {
  const place = gapEdges.findIndex((edge) => seconds <= edge);
  return 1 + (place < 0 ? gapEdges.length : place);
}

function spansOfUsers({ user, time }: EventTable, users: number): { start: number; end: number }[] {
  const spans = Array.from({ length: users }, () => ({ start: 0, end: 0 }));
  for (let i = 0; i < user.length; i++) {
    const owner = user[i] ?? -1;
    const before = user[i - 1] ?? -1;
    const isSorted = owner > before || (owner === before && (time[i] ?? 0) >= (time[i - 1] ?? 0));
    const span = spans[owner];
    if (!isSorted || span === undefined)
      throw new CladeError("INTERNAL", { stage: "embedding", problem: `event ${i} is out of order` });
    if (owner !== before) span.start = i;
    span.end = i + 1;
  }
  return spans;
}
