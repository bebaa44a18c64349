import type { TableKind } from "../schema.ts";
import { canBeKey } from "./column-nature.ts";
import { eventFit } from "./event-words.ts";
import { isLongText } from "./long-text.ts";
import type { ColumnProfile } from "./profile.ts";
import { nameFit } from "./role-names.ts";
import type { Offer } from "./transaction-candidates.ts";

export interface LogColumn {
  readonly words: string;
  readonly kind: TableKind;
  readonly hasHeader: boolean;
  readonly numeric: boolean;
  readonly timed: boolean;
}

/** Roles of tables of events, texts and items. Without names, the code that is listed first is the user's. */
export function offerLogRoles(profile: ColumnProfile, column: LogColumn, offer: Offer): void {
  const { words, kind, hasHeader, numeric, timed } = column;
  const isItems = kind === "items";
  if (!isItems) {
    offer("user", nameFit("user", words), "Its name says who it was.", "列名表明它标识用户。");
  }
  if (kind === "events") {
    offer("event", eventFit(profile, words), "It holds the kinds of things users do.", "该列为用户行为类型。");
  }
  if (profile.distinct > 1 && !timed) {
    offer("item", nameFit("item", words), "Its name says it is the item.", "列名表明它是商品。");
    if (kind !== "texts") {
      offer(
        "category",
        nameFit("category", words),
        "Its name says it is the item's category.",
        "列名表明它是商品类目。",
      );
    }
  }
  if (numeric) offer("price", nameFit("price", words), "Its name says it is a price.", "列名表明它是价格。");
  if (kind === "texts" && !numeric && !timed && (!hasHeader || nameFit("text", words) > 0)) {
    const fit = hasHeader ? nameFit("text", words) : 1;
    const score = isLongText(profile, hasHeader ? fit : 0) ? 0.6 + 0.3 * fit : 0;
    offer("text", score, "It holds what people wrote.", "该列为用户所写的文字。");
  }
  if (isItems && !numeric && nameFit("text", words) > 0) {
    offer("text", 0.6, "It says what the item is.", "该列为商品名称或描述。");
  }
  if (!hasHeader && kind === "events") offerNameless(profile, timed, offer);
}

/** Codes that come again: the user's, then the item's, of which there are more than categories. */
function offerNameless(profile: ColumnProfile, timed: boolean, offer: Offer): void {
  if (timed || !canBeKey(profile)) return;
  const variety = profile.distinct / Math.max(1, profile.rows);
  const en = "The file has no names; its codes come again.";
  const zh = "文件没有列名；该列的编码重复出现。";
  offer("user", 0.3, en, zh);
  offer("item", 0.25 + 0.04 * variety, en, zh);
  offer("category", 0.24, en, zh);
}
