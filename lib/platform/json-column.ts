import { Prisma } from "../../.build/prisma/client.ts";

/** What empties a JSON column. */
export const emptyJson = Prisma.DbNull;

/** A value as PostgreSQL can keep it: no NUL character and no half of a surrogate pair anywhere. */
export function jsonColumn(value: unknown): Prisma.InputJsonValue {
  const text = JSON.stringify(value, (_, part: unknown) => (typeof part === "string" ? part.toWellFormed() : part));
  return JSON.parse(text.replace(/(?<!\\)((?:\\\\)*)\\u0000/g, "$1")) as Prisma.InputJsonValue;
}
