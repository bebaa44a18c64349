import type { Localised } from "../../core/localised.ts";
import type { ColumnRole } from "../schema.ts";

/** What a role is called in a sentence for people. */
export const roleWords: Readonly<Record<ColumnRole, Localised>> = {
  user: { en: "the customer", zh: "客户标识" },
  time: { en: "the time", zh: "时间" },
  order: { en: "the order number", zh: "订单号" },
  item: { en: "the item", zh: "商品" },
  quantity: { en: "the quantity", zh: "数量" },
  price: { en: "the unit price", zh: "单价" },
  amount: { en: "the amount of the line", zh: "行金额" },
  "order-total": { en: "the order total", zh: "订单总额" },
  status: { en: "the order status", zh: "订单状态" },
  currency: { en: "the currency", zh: "币种" },
  event: { en: "what happened", zh: "行为类型" },
  text: { en: "free text", zh: "文本" },
  label: { en: "an outcome", zh: "结果标签" },
  personal: { en: "personal data", zh: "个人信息" },
  consent: { en: "consent", zh: "授权" },
  number: { en: "a number", zh: "数值" },
  category: { en: "a category", zh: "类别" },
  ignore: { en: "of no use", zh: "不使用" },
};
