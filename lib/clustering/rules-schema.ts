import { z } from "zod";
import { Localised } from "../core/localised-schema.ts";
import { schemaSentence } from "../core/schema-sentence.ts";

const said = (en: string, zh: string) => ({ error: schemaSentence({ en, zh }) });

/** What somebody must have to be in a fixed segment: a value of a feature, in its real units, both ends included. */
export const FixedCondition = z
  .strictObject({
    /** A feature's id, which for a users table is the column's name; a category by its column, with `is`. */
    feature: z.string().trim().min(1, said("choose a feature", "请选择特征")).max(200),
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
    /** A category's value, yes or no, or the exact number. */
    is: z.union([z.string().trim().min(1).max(200), z.number(), z.boolean()]).optional(),
  })
  .refine(
    ({ atLeast, atMost, is }) => (is === undefined) !== (atLeast === undefined && atMost === undefined),
    said("give it atLeast, atMost or both, or is", "请填写 atLeast、atMost（或两者），或填写 is"),
  )
  .refine(
    ({ atLeast, atMost }) => atLeast === undefined || atMost === undefined || atLeast <= atMost,
    said("atLeast is above atMost, so nobody can meet it", "atLeast 大于 atMost，没有人能满足"),
  );
export type FixedCondition = z.infer<typeof FixedCondition>;

const UserId = z.string().min(1, said("write an id", "请填写用户编号")).max(500);

/** Users of a list, at most: it is part of a run's settings. */
export const mostListed = 100_000;

/** A segment that people decide and no algorithm: those who meet all of its conditions, or a list of users. */
export const FixedSegment = z
  .strictObject({
    name: z.union(
      [
        z.string().trim().min(1).max(80),
        Localised.extend({ en: z.string().trim().min(1).max(80), zh: z.string().trim().min(1).max(80) }).strict(),
      ],
      said("write a name of up to 80 characters", "请填写名称，最多 80 个字符"),
    ),
    where: z.array(FixedCondition).min(1).max(20).optional(),
    /** Ids. The command line also takes the name of a CSV file whose first column holds them. */
    users: z.array(UserId).min(1).max(mostListed).optional(),
  })
  .refine(
    ({ where, users }) => (where === undefined) !== (users === undefined),
    said("give it either conditions (where) or a list of users", "请填写条件（where）或用户名单（users），二选一"),
  );
export type FixedSegment = z.infer<typeof FixedSegment>;

/** First match wins, so that nobody is in two. */
export const FixedSegments = z
  .array(FixedSegment)
  .max(20)
  .refine(
    (fixed) => (["en", "zh"] as const).every((locale) => areDifferent(fixed.map((one) => nameOf(one)[locale]))),
    said("two fixed segments have one name", "两个固定人群重名"),
  );

export function nameOf({ name }: Pick<FixedSegment, "name">): Localised {
  return typeof name === "string" ? { en: name, zh: name } : name;
}

function areDifferent(names: readonly string[]): boolean {
  return new Set(names.map((name) => name.toLowerCase())).size === names.length;
}

const Pair = z
  .tuple([UserId, UserId], said("name two users", "请填写两位用户"))
  .refine(([a, b]) => a !== b, said("it is one and the same user", "两位是同一个用户"));

/** Two users of one segment, or of two, whatever their values. */
export const PairRule = z.union(
  [z.strictObject({ together: Pair }), z.strictObject({ apart: Pair })],
  said(
    'write {"together": [user, user]} or {"apart": [user, user]}',
    '请填写 {"together": [用户, 用户]} 或 {"apart": [用户, 用户]}',
  ),
);
export type PairRule = z.infer<typeof PairRule>;

export const PairRules = z.array(PairRule).max(10_000);
