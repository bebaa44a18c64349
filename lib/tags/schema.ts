import { z } from "zod";

/** What somebody is, in an analyst's word: "VIP", "reseller". */
export const TagName = z.string().trim().min(1).max(60);

/** Places of a run's order. */
const Rows = z.array(z.int().min(0)).min(1).max(100_000);

export const TagPeople = z.strictObject({ rows: Rows, tag: TagName });
export type TagPeople = z.infer<typeof TagPeople>;

export const UntagPeople = z.strictObject({ rows: Rows });
export type UntagPeople = z.infer<typeof UntagPeople>;

export const TagQuery = z.strictObject({
  /** The person at this place of the run's order. */
  row: z.coerce.number().int().min(0),
});
export type TagQuery = z.infer<typeof TagQuery>;

export const RemoveTag = z.strictObject({ tag: TagName });
export type RemoveTag = z.infer<typeof RemoveTag>;

export const PersonTagDto = z.object({ tag: z.string().nullable() });
export type PersonTagDto = Readonly<z.infer<typeof PersonTagDto>>;

/** The tags of a dataset's people, commonest first. */
export const TagsDto = z.object({
  users: z.int(),
  tags: z.array(z.object({ tag: z.string(), users: z.int() })),
});
export type TagsDto = Readonly<z.infer<typeof TagsDto>>;
