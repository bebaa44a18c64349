import { benjaminiHochberg } from "./benjamini-hochberg.ts";
import type { Correction } from "./correction.ts";
import { holm } from "./holm.ts";

/** Every correction for the number of comparisons, the stricter first. */
export const corrections: readonly Correction[] = [holm, benjaminiHochberg];
