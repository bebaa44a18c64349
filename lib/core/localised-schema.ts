import { z } from "zod";

/** A text that a person reads, in both languages, as the API says it; `localised.ts` is for those who load no zod. */
export const Localised = z.object({ en: z.string(), zh: z.string() });
export type Localised = Readonly<z.infer<typeof Localised>>;
