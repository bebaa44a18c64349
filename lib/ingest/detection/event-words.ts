import type { ColumnProfile } from "./profile.ts";
import { nameFit } from "./role-names.ts";

/** What shops call the things that users do, in lower case and without marks between words. */
const known = new Set([
  ...["pv", "view", "views", "page view", "pageview", "product view", "view item", "item view", "detail", "visit"],
  ...["click", "tap", "impression", "exposure", "scroll", "open", "login", "log in", "sign up", "session start"],
  ...["cart", "add to cart", "addtocart", "add cart", "remove from cart", "basket", "checkout", "begin checkout"],
  ...["fav", "favor", "favorite", "favourite", "wishlist", "add to wishlist", "collect", "like", "share", "review"],
  ...["buy", "purchase", "order", "pay", "payment", "transaction", "refund", "return", "search", "coupon"],
  ...["浏览", "访问", "点击", "曝光", "加购", "加购物车", "加入购物车", "收藏", "关注", "点赞", "分享"],
  ...["购买", "下单", "支付", "付款", "退款", "搜索", "登录", "注册", "领券", "评价"],
]);

const most = 200;

/** How far a column looks like the kinds of events that users cause, 0…1, by its name and its values. */
export function eventFit(profile: ColumnProfile, words: string): number {
  if (profile.distinct < 2 || profile.distinct > most || profile.numbers * 2 > profile.filled) return 0;
  const name = nameFit("event", words);
  const values = profile.common.filter(([cell]) => known.has(cell.toLowerCase().replace(/[\s_\-/.]+/g, " ")));
  const isKnown = values.length >= 2 && values.length * 2 >= profile.common.length;
  return isKnown ? Math.max(name, 0.8) : name >= 0.8 ? name : 0;
}
