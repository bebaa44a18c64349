import { wordsOf } from "./role-names.ts";

const optOut =
  /opt ?out|opted out|unsubscribed?|(?:^| )(?:do not|dont|no) (?:contact|call|e ?mail|mail|sms|track)(?: |$)|(?:^| )dnc(?: |$)|suppress|退订|拒收|拒绝|勿扰|免打扰|黑名单|不接收|不同意|取消订阅/;

/** Does a "yes" in a consent column of this name mean that somebody does not want to be written to? */
export function isOptOut(name: string): boolean {
  const words = wordsOf(name);
  return optOut.test(/\p{Script=Han}/u.test(words) ? words.replaceAll(" ", "") : words);
}

/** Cells of a consent column, trimmed and in lower case. The first two say it by themselves, whatever the column asks. */
export const consentWords = {
  agreed: [
    ...["subscribed", "opted in", "opted-in", "opt-in", "opt in", "optin", "granted", "accepted", "agreed", "allowed"],
    ...["同意", "已同意", "授权", "已授权", "订阅", "已订阅", "未退订", "允许", "接收", "愿意"],
  ],
  refused: [
    ...["unsubscribed", "opted out", "opted-out", "opt-out", "opt out", "optout", "denied", "declined", "rejected"],
    ...["refused", "revoked", "withdrawn", "not subscribed", "cleaned", "bounced"],
    ...[
      "不同意",
      "未同意",
      "未授权",
      "退订",
      "已退订",
      "未订阅",
      "拒绝",
      "拒收",
      "不允许",
      "不接收",
      "不愿意",
      "取消授权",
    ],
  ],
  yes: ["1", "1.0", "true", "t", "yes", "y", "on", "x", "✓", "ja", "oui", "si", "sí", "是", "有", "对", "已"],
  no: ["0", "0.0", "false", "f", "no", "n", "off", "nein", "non", "否", "无", "不", "未"],
} as const;
