import type { PersonalKind } from "../schema.ts";
import { wordsOf } from "./role-names.ts";

/** What nobody is reached by, and what does most harm where it leaks: it is not kept at all. */
const identity = /身份证|证件|(?:^| )(?:ssn|passport|national id|ip|dob|birthday|birth ?date)(?: |$)|birth|出生|生日/;

/** The first that fits stands: an "e-mail address" is no address. */
const kinds: readonly (readonly [Exclude<PersonalKind, "other">, RegExp])[] = [
  ["email", /e ?mail|邮箱|邮件/],
  ["phone", /phone|mobile|(?:^| )(?:tel|cell|fax|handy)(?: |$)|telefon|手机|电话|联系方式/],
  ["address", /address|street|stra(?:ß|ss)e|anschrift|地址|住址/],
  ["name", /name|姓名|收货人|收件人|联系人|昵称/],
];

/** What a personal column holds, by its name; null where it is not to be kept. */
export function personalKind(name: string): PersonalKind | null {
  const words = wordsOf(name);
  if (identity.test(words)) return null;
  return kinds.find(([, pattern]) => pattern.test(words))?.[0] ?? "other";
}
