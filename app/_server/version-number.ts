import { CladeError } from "../../lib/core/errors.ts";

/** A version's number as it stands in a path. @throws NOT_FOUND where it is none */
export function versionNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new CladeError("NOT_FOUND");
  return Number(text);
}
