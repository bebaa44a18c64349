import { z } from "zod";

/** What the members of a segment say that others do not. */
export const SegmentVoices = z.object({
  /** Members that wrote something of their own, and how many such texts. */
  wrote: z.int(),
  texts: z.int(),
  /** Most telling first; `documents` of the segment hold the word, `z` is its log odds over their standard error. */
  words: z.array(z.object({ word: z.string(), documents: z.int(), z: z.number() })).readonly(),
  /** At most three, scrubbed of what could name a person or an order. */
  quotes: z.array(z.string()).readonly(),
  /** Words that came up in the newest quarter of the period. */
  rising: z.array(z.string()).readonly(),
});
export type SegmentVoices = Readonly<z.output<typeof SegmentVoices>>;
