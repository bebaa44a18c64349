/** What stands in a quote in place of what could name a person or an order, by the language of the quote. */
const stands = {
  url: { en: "[link]", zh: "［链接］" },
  email: { en: "[e-mail]", zh: "［邮箱］" },
  account: { en: "[account]", zh: "［账号］" },
  order: { en: "[order number]", zh: "［订单号］" },
  phone: { en: "[phone]", zh: "［电话］" },
  number: { en: "[number]", zh: "［号码］" },
} as const;

type Kind = keyof typeof stands;

const code = "[\\p{L}\\p{N}][\\p{L}\\p{N}_-]{3,40}";

/**
 * In this order: what looks like a link may be the end of an e-mail. A labelled number is kept with its label. The last rule is
 * the net: seven digits or more in a row, broken by at most a blank, dot or dash each, are never a price, size or date. Every
 * repeat has a bound, or a text made for it would take minutes.
 */
const rules: readonly { readonly kind: Kind; readonly pattern: RegExp }[] = [
  {
    kind: "email",
    pattern: /[\p{L}\p{N}._%+-]{1,64}\s?(?:@|＠|\(at\)|\[at\])\s?[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,6}/giu,
  },
  {
    kind: "url",
    pattern:
      /(?:https?:\/\/|www\.)[^\s，。！？；、）】》"']{1,2000}|(?<![@\w.-])(?:[a-z0-9-]{1,63}\.){1,6}(?:com|net|org|cn|io|co|shop|store|uk|de|fr|eu|top|xyz|cc)(?:\/[^\s，。！？；、）】》"']{0,2000})?(?![\w@])/giu,
  },
  {
    kind: "account",
    pattern:
      /(?<=(?:微信号?|加?v信?|wechat|whatsapp|qq号?|telegram|旺旺|淘宝号?|ins(?:tagram)?)\s{0,2}(?:id|号|是|为)?\s{0,2}[:：是]?\s{0,2})(?=[\w-]{0,20}\d)[A-Za-z0-9_][\w-]{4,40}/giu,
  },
  {
    kind: "order",
    pattern:
      /(?<=(?:订单编?号?|单号|运单号?|快递单?号?|物流单?号?|流水号)\s{0,2}(?:是|为)?\s{0,2}[:：#]?\s{0,2})(?=[\p{L}_-]*\d)[A-Za-z0-9][A-Za-z0-9_-]{3,40}/giu,
  },
  {
    kind: "order",
    pattern: new RegExp(
      `(?<=\\b(?:order|invoice|tracking|parcel|reference|ref|booking)\\s{0,2}(?:number|no\\.?|nr\\.?|id|code|ref(?:erence)?)?\\s{0,2}(?:is|was)?\\s{0,2}[:#]?\\s{0,2}#?)(?=[\\p{L}_-]{0,20}\\d)${code}`,
      "giu",
    ),
  },
  { kind: "order", pattern: /(?<!\w)#\s?(?=[A-Z-]{0,20}\d)[A-Z0-9-]{4,40}/giu },
  { kind: "phone", pattern: /(?<![\p{L}\p{N}])(?:\+|00)\d[\d\s().-]{6,17}\d(?!\d)/gu },
  { kind: "phone", pattern: /(?<!\d)(?:\+?86[-\s]?)?1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}(?!\d)/gu },
  { kind: "phone", pattern: /(?<!\d)\(?0\d{2,4}\)?[-\s]\d{3,4}[-\s]?\d{3,4}(?!\d)/gu },
  { kind: "phone", pattern: /(?<!\d)(?:\(\d{3}\)\s?|\d{3}[-.\s])\d{3}[-.\s]\d{4}(?!\d)/gu },
  {
    kind: "number",
    pattern:
      /(?<!\d)(?!(?:19|20)\d\d[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\d|3[01])(?!\d))[A-Za-z]{0,3}\d(?:[ .-]?\d){6,}[Xx]?/gu,
  },
];

/**
 * A quote that may be shown to people: links, e-mails, accounts of messengers, order and tracking numbers, phones and any run
 * of seven digits or more are replaced by what they are, in English or Chinese forms. Full-width digits and letters are made
 * narrow first. Names of people stay: no rule tells them from words.
 */
export function scrub(text: string, locale: "en" | "zh"): string {
  let scrubbed = text.replace(/[！-～]/g, (wide) =>
    /[０-９Ａ-Ｚａ-ｚ＠．－＿＋]/.test(wide) ? wide.normalize("NFKC") : wide,
  );
  for (const { kind, pattern } of rules) scrubbed = scrubbed.replace(pattern, stands[kind][locale]);
  return scrubbed;
}
