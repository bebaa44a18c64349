import type { Localised } from "../core/localised.ts";
import type { TableKind } from "../ingest/schema.ts";

const tellers: readonly { readonly kind: TableKind; readonly words: Localised }[] = [
  { kind: "transactions", words: { en: "what they buy", zh: "购买记录" } },
  { kind: "events", words: { en: "what they view and click", zh: "浏览与点击行为" } },
  { kind: "texts", words: { en: "what they write", zh: "评价与留言" } },
  { kind: "users", words: { en: "who they are", zh: "用户属性" } },
];

/** What measurements of anything could be told apart by where these do not. */
export const otherFeatures: Localised = {
  en: "You could leave out features that differ little between them, or measure others.",
  zh: "可以去掉差异不大的特征，或加入其他特征。",
};

/** What could tell people apart where what is there does not: the kinds of data that are missing, else other features. */
export function suggestData(kinds: ReadonlySet<TableKind>): Localised {
  const missing = tellers.filter(({ kind }) => !kinds.has(kind)).map(({ words }) => words);
  const last = missing.at(-1);
  if (!last) {
    return {
      en: "You could leave out features that differ little between them, or join in what they wrote and did.",
      zh: "可以去掉差异不大的特征，或把文字与行为一并纳入。",
    };
  }
  const before = missing.slice(0, -1);
  const en = before.length > 0 ? `${before.map((words) => words.en).join(", ")} or ${last.en}` : last.en;
  const zh = [...before.map((words) => words.zh), last.zh].join("、");
  return { en: `You could add ${en}.`, zh: `可以补充${zh}等数据。` };
}
