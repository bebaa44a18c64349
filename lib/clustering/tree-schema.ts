import { z } from "zod";

/** The top of a hierarchical clustering: what is below is one leaf. */
export const TopTree = z.object({
  /** Users of each leaf, in an order in which no two branches cross. */
  leaves: z.array(z.int()),
  /** From the lowest up: what is joined (leaf 0…m−1, or m + the place of an earlier one), at what height, into how many users. */
  merges: z.array(z.object({ left: z.int(), right: z.int(), height: z.number(), users: z.int() })),
});
export type TopTree = z.infer<typeof TopTree>;
