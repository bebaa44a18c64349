/** What shops write where the customer wrote nothing, as it is once made plain. */
const knownTemplates: ReadonlySet<string> = new Set(
  [
    "此用户没有填写评价",
    "此用户没有填写评价内容",
    "该用户没有填写评价",
    "此用户未填写评价内容",
    "用户未填写评价内容",
    "该用户未填写评价",
    "此用户未及时填写评价内容",
    "此用户未及时填写评价",
    "评价方未及时做出评价",
    "评价方未及时做出评价系统默认好评",
    "系统默认好评",
    "系统默认五星好评",
    "系统默认评价",
    "默认好评",
    "默认评价",
    "好评",
    "这个用户什么也没说",
    "没有评价内容",
    "暂无评价",
    "追加评价",
    "no comment",
    "no comments",
    "no review",
    "no review text",
    "no written review",
    "this user did not leave a review",
    "this customer left no comment",
    "the customer did not write a review",
    "the customer did not leave a comment",
    "default review",
    "default positive review",
    "automatic positive review",
    "automatic rating after 30 days",
    "rated without a comment",
    "n/a",
    "na",
    "none",
  ].map(plainText),
);

/** A text that at least this share of all users, and at least so many of them, wrote word for word. */
const manyUsers = { share: 0.005, least: 20 };
/** Longer texts are not what people happen to say alike, so fewer suffice. */
const longText = { characters: 25, least: 5, share: 0.001 };

export interface WrittenText {
  readonly user: string;
  readonly text: string;
}

/** Letters and digits in lower case and one width, nothing else: punctuation and blanks do not make a text another. */
export function plainText(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}/]+/gu, " ")
    .replace(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, "")
    .trim();
}

/** Is it one of the phrases that shops put in place of a review, or without any letter or digit at all? */
export function isKnownTemplate(text: string): boolean {
  const plain = plainText(text);
  return plain === "" || knownTemplates.has(plain);
}

/**
 * Which texts say nothing of their writer: known phrases, and texts repeated word for word by very many users (20 and .5 % of
 * those who wrote; from 25 characters on, which people do not write alike by chance, 5 and .1 %). They are set apart: counted
 * and shown, never embedded.
 */
export function findTemplates(texts: readonly WrittenText[]): boolean[] {
  const plain = texts.map(({ text }) => plainText(text));
  const users = new Map<string, Set<string>>();
  const everyone = new Set<string>();
  for (const [i, { user }] of texts.entries()) {
    const text = plain[i] ?? "";
    const writers = users.get(text);
    if (writers === undefined) users.set(text, new Set([user]));
    else writers.add(user);
    everyone.add(user);
  }
  const repeated = new Set<string>();
  for (const [text, writers] of users) {
    const limit = text.length >= longText.characters ? longText : manyUsers;
    if (writers.size >= Math.max(limit.least, limit.share * everyone.size)) repeated.add(text);
  }
  return plain.map((text) => text === "" || knownTemplates.has(text) || repeated.has(text));
}
