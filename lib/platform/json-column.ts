import { Prisma } from "../../.build/prisma/client.ts";

/** What empties a JSON column. */
export const emptyJson = Prisma.DbNull;

/** What JSON writes for a NUL character or for half of a surrogate pair, behind whole pairs of backslashes. */
const unkept = /(?<!\\)((?:\\\\)*)\\u(0000|d[89a-f][0-9a-f]{2})/g;

/** A value as PostgreSQL can keep it: no NUL character and no half of a surrogate pair anywhere, in names neither. */
export function jsonColumn(value: unknown): Prisma.InputJsonValue {
  const text = JSON.stringify(value).replace(
    unkept,
    (_, before: string, code: string) => `${before}${code === "0000" ? "" : "\\ufffd"}`,
  );
  return JSON.parse(text) as Prisma.InputJsonValue;
}
