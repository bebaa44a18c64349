import type { ColumnRole } from "../schema.ts";

/** A column name in words: "InvoiceNo", "invoice_no" and "Invoice No." all give "invoice no". */
export function wordsOf(name: string): string {
  return name
    .slice(0, 200)
    .normalize("NFKC")
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}#]+/gu, " ")
    .trim();
}

type NamedRole = Exclude<ColumnRole, "number" | "ignore">;

const id = "(?:id|ids|no|nr|num|number|code|key|uid|uuid|guid|ref|#)";
const person =
  "(?:customer|cust|client|user|member|buyer|household|hshd|shopper|account|acct|subscriber|visitor|guest|patron|consumer)";
const 人 = "(?:客户|顾客|会员|用户|买家|消费者|购买人|下单人)";
const 号 = "(?:唯一)?(?:编号|id|号|号码|卡号|代码|编码|标识|账号|帐号|主键)";

/**
 * Names by role, the surest first: [weight in (0, 1], pattern over wordsOf(name)]. Weights order the candidates of one
 * role; values decide whether a candidate stands at all.
 */
const patterns: Record<NamedRole, readonly (readonly [number, RegExp])[]> = {
  user: [
    [1, new RegExp(`^(?:the )?${person} ?${id}$|^${人}${号}$`)],
    [1, /^(?:kunden?|käufer|mitglieds?|benutzer|debitoren) ?(?:id|nr|nummer)$/],
    [0.95, new RegExp(`^(?:${person}|uid|open ?id|union ?id|passport ?id|kunde)$|^${人}$|^\\w+ ${person} ${id}$`)],
    [
      0.85,
      new RegExp(
        `^${person} unique ${id}$|^unique ${person} ${id}$|会员卡|^(?:loyalty )?card ?${id}$|^(?:loyalty|club|bonus|member(?:ship)?|rewards?|customer) ?card(?: ?${id})?$|^kundenkarte(?:n ?nr|nnummer)?$|^${id} ${person}$`,
      ),
    ],
    [0.8, new RegExp(`^${人}(?:会员名|昵称|旺旺|用户名|名|名称|姓名)$|^旺旺|^(?:user|login|screen|nick) ?name$`)],
    [0.6, /^(?:passenger|patient|employee|person|contact|session|respondent|visitor|device|cookie) ?id$/],
    [0.5, /^id$|^编号$|^序号$|^index$/],
    [0.4, /e ?mail|手机|电话|^phone|^mobile|邮箱/],
    [0.3, /^(?:收货人|收件人)(?:姓名)?$|^姓名$|^(?:customer|client|buyer|user|full) ?name$|^name$/],
  ],
  time: [
    [
      1,
      /^(?:order|invoice|transaction|purchase|sale|sales|trans|txn)(?: purchase)? ?(?:date ?time|timestamp|date|time|dt|ts)(?: utc)?$/,
    ],
    [1, /^(?:下单|订单创建|购买|交易|订单|消费|拍下)(?:时间|日期)$/],
    [1, /^(?:bestell|rechnungs|kauf|auftrags|beleg|buchungs)(?:datum|zeit|zeitpunkt)$/],
    [0.95, /^(?:paid|payment|pay) ?(?:at|date|time|timestamp)$|^(?:付款|支付|成交|订单付款|销售)(?:时间|日期)$/],
    [
      0.9,
      /^(?:created|ordered|purchased|placed|processed)(?: (?:at|on|date|time))?$|^create ?time$|^创建(?:时间|日期)$/,
    ],
    [0.85, /^(?:date ?time|timestamp|date|time|ts|event time|datetime utc|datum|zeitpunkt)$|^(?:日期|时间|发生时间)$/],
    [0.6, /(?:^| )(?:date|datetime|timestamp|time|dt|day|at)(?: |$)|日期|时间|datum$/],
    [
      0.3,
      /ship|deliver|updat|modif|birth|expir|due|refund|return|liefer|versand|geburt|发货|收货|确认|退款|更新|评价|生日|出生/,
    ],
  ],
  order: [
    [
      1,
      new RegExp(
        `^(?:order|invoice|basket|transaction|receipt|purchase|trans|txn|bill|ticket|cart|sale|check)s? ?${id}$`,
      ),
    ],
    [1, /^(?:订单|交易|小票|流水|发票|单据|销售单|主订单|母订单)(?:编号|id|号|号码|单号)$|^单号$/],
    [1, /^(?:bestell|rechnungs|auftrags|beleg|bon|vorgangs) ?(?:id|nr|nummer)$/],
    [
      0.8,
      /^(?:order|invoice|basket|transaction|receipt|voucher no)$|^(?:order|increment) (?:name|number|increment id)$|^订单$/,
    ],
    [0.6, /^\w+ (?:order|invoice|transaction) (?:id|no|number)$|子订单(?:编号|号)/],
  ],
  item: [
    [
      1,
      /^(?:stock|product|item|article|goods|material|variant|prod|sku|isbn|asin)s? ?(?:id|no|nr|num|number|code|key|sku|#)$/,
    ],
    [
      1,
      /^(?:sku|upc|ean|asin|isbn|gtin|barcode)$|^(?:商品|产品|货品|宝贝|物料)(?:编号|id|编码|代码|号|条码)$|^(?:货号|条码|款号|sku编码|商家编码)$/,
    ],
    [1, /^(?:artikel|produkt) ?(?:id|nr|nummer)$/],
    [0.9, /^(?:lineitem|line item) sku$/],
    [0.7, /^(?:product|item|article|goods|track|book|artikel|produkt)$|^(?:商品|产品|宝贝|货品)$/],
    [
      0.75,
      /^(?:product|item|article|goods|stock) ?(?:name|title|description|desc)$|^(?:lineitem|line item) name$|^(?:artikel|produkt)(?:name|bezeichnung)$/,
    ],
    [0.75, /^(?:商品|产品|宝贝|货品)(?:名称|标题|名|描述)$|^品名$/],
    [0.59, /^(?:description|desc)$/],
  ],
  quantity: [
    [
      1,
      /^(?:quantity|qty|quantities|units|pieces|pcs|menge|anzahl|stückzahl)$|^(?:数量|件数|购买数量|商品数量|销售数量|订购数量|宝贝数量|销量)$/,
    ],
    [
      0.9,
      /(?:^| )(?:quantity|qty)(?: |$)|^(?:number|num|no|count) of (?:\w+)$|^units? (?:sold|bought|purchased)$|^(?:\w+ )?units$/,
    ],
    [0.8, /数量|件数|^宝贝总数量$|^num (?:items|products)$|^item ?count$/],
  ],
  price: [
    [
      1,
      /^(?:unit|item|product|sale|selling|list|retail|each) ?price$|^price(?: (?:per unit|each))?$|^(?:einzel|stück|verkaufs)?preis$|^(?:商品)?(?:单价|售价|价格)$/,
    ],
    [
      0.8,
      /^(?:成交|销售|商品|实际|优惠后|折后)(?:单价|价格|价|售价)$|^unit ?(?:cost|amount)$|^(?:lineitem|line item) price$/,
    ],
    [0.5, /(?:^| )price(?: |$)|单价|价格/],
  ],
  amount: [
    [
      1,
      /^(?:line|item|net|gross|extended)? ?(?:amount|total|subtotal|sub total|revenue|value)$|^(?:line|item) ?(?:total|amount|value|revenue)$/,
    ],
    [
      1,
      /^(?:sales?|dollar|purchase|transaction|payment|trans|monetary|net|gross|paid|spend) ?(?:value|amount|amt|total|volume|sum)$/,
    ],
    [
      1,
      /^(?:金额|小计|销售额|消费金额|成交金额|商品金额|交易金额|销售金额|购买金额|商品总价|总价|合计|支付金额|付款金额)$/,
    ],
    [
      0.9,
      /^(?:sales|spend|spent|spending|turnover|revenue|amt|extended price|total ?price|price total|gmv|total ?sales|total ?spent)$/,
    ],
    [1, /^(?:gesamt|netto|brutto|positions|zeilen)?(?:betrag|summe|umsatz)$|^gesamtpreis$|^warenwert$/],
    [0.8, /^(?:实付金额|实付款|实付|实收金额|实收|应付金额|应收金额|消费额|销售收入)$/],
    [0.6, /(?:^| )(?:amount|amt|revenue|turnover)(?: |$)|金额|总价|销售额/],
  ],
  "order-total": [
    [
      1,
      /^(?:order|basket|invoice|grand|cart|receipt|bill|transaction|ticket) ?(?:total|amount|value|sum)(?: price| amount| value)?$/,
    ],
    [1, /^(?:订单(?:总)?(?:金额|总额|总价|应付金额|实付金额|支付金额)|买家实际支付金额|订单总计)$/],
    [1, /^(?:bestell|auftrags|rechnungs)(?:wert|summe|betrag)$/],
    [0.97, /^(?:买家应付货款|总金额)$/],
    [0.9, /^(?:total (?:paid|price|amount|order value|due)|amount paid|payment value)$/],
    [0.85, /^(?:实付金额|实付款|实付|实收金额|应付金额|实收|支付金额|付款金额)$/],
  ],
  status: [
    [
      1,
      /^(?:order|payment|transaction|financial|fulfil+ment|invoice|sale|trade) ?(?:status|state)$|^(?:bestell|zahlungs|auftrags)status$|^(?:订单|交易|支付|付款)状态$/,
    ],
    [0.9, /^status$|^状态$|^order ?state$/],
    [0.6, /^(?:退款|售后|发货|物流)状态$|^(?:refund|delivery|shipping) status$/],
  ],
  currency: [
    [
      1,
      /^(?:order |invoice |price |transaction |payment )?(?:currency|ccy|curr)(?: code| id)?$|^(?:币种|货币|货币代码|交易币种|结算币种|货币单位|währung)$/,
    ],
  ],
  event: [
    [
      1,
      /^(?:event|action|behaviou?r|activity)s? ?(?:type|name|kind)?$|^(?:用户)?(?:事件|行为|动作|操作)(?:类型|名称|名)?$/,
    ],
    [0.4, /^(?:type|kind)$|^类型$/],
  ],
  category: [
    [
      1,
      /^(?:product|item|goods|article|shop)? ?(?:sub ?)?(?:categor(?:y|ies)|department|commodity desc)(?: ?(?:id|code|name|desc))?$/,
    ],
    [1, /^(?:商品|产品|货品)?(?:类目|类别|分类|品类|种类)(?:id|编号|编码|名称)?$/],
  ],
  text: [
    [
      1,
      /^(?:review|comment|feedback|message|body|content|remark|note|text|query|question|search)s?(?: (?:text|body|content|title|comment))?$/,
    ],
    [1, /评价|评论|内容|备注|留言|反馈|咨询|搜索词|标题|描述|^review$/],
    [0.7, /(?:^| )(?:description|desc|name|title|summary|text|review|comments?)(?: |$)|名称|说明/],
  ],
  label: [
    [
      1,
      /^(?:label|target|class|y|churn|(?:is |has )?churned|is churn|outcome|cluster|ground truth|exited|response|attrition)(?: (?:flag|label))?$/,
    ],
    [0.9, /^标签$|^是否流失$|^流失$|^目标$|^converted$|^conversion$|^purchased?$|^bought$|^subscribed$/],
    [0.5, /^revenue$/],
  ],
  personal: [
    [1, /e ?mail|邮箱|邮件地址|(?:^| )(?:phone|mobile|tel|telephone|cell|fax)(?: |$)|手机|电话|^phone/],
    [
      1,
      /(?:^| )(?:first|last|middle|full|given|family|customer|client|buyer|contact|sur|recipient|billing|shipping|user) ?name(?: |$)|^surname$|^name$|^(?:vor|nach|familien)name$/,
    ],
    [1, /姓名|收货人|收件人|联系人|真实姓名|(?:^| )address(?: |$)|^street|^stra(?:ß|ss)e|^anschrift|地址|详细住址/],
    [
      1,
      /身份证|证件号|(?:^| )(?:ssn|passport|ip|ip address)(?: |$)|^(?:date of birth|birthday|birth ?date|dob)$|出生日期|生日|微信号?$|qq号?$/,
    ],
  ],
  consent: [
    [
      1,
      /(?:^| )(?:consent|opt in|opt out|optin|optout|opted in|opted out|gdpr|permission|unsubscribed?|newsletter|marketing allowed|do not (?:contact|call|e ?mail|mail|sms)|dnc)(?: |$)/,
    ],
    [
      1,
      /授权|退订|同意|营销许可|允许营销|(?:是否|取消)订阅|订阅状态|接收(?:短信|邮件|营销|推送)|拒收|勿扰|免打扰|accepts? (?:\w+ )?marketing/,
    ],
  ],
};

/** How well a name fits a role, 0…1, given in words (wordsOf). Chinese names are matched without blanks. */
export function nameFit(role: NamedRole, words: string): number {
  const text = /\p{Script=Han}/u.test(words) ? words.replaceAll(" ", "") : words;
  let best = 0;
  for (const [weight, pattern] of patterns[role]) if (weight > best && pattern.test(text)) best = weight;
  if (role === "time" && best > 0.3 && patterns.time.at(-1)?.[1].test(text)) return 0.3;
  return best;
}

const roles = Object.keys(patterns) as NamedRole[];

/** Is this a name that some role knows? Used to tell a header from data. */
export function isKnownName(name: string): boolean {
  const words = wordsOf(name);
  return words !== "" && words.length <= 40 && roles.some((role) => nameFit(role, words) >= 0.4);
}

const codeName = new RegExp(
  `(?:^| )${id}$|zip|postal|postcode|(?:nr|nummer|plz)$|编号|编码|代码|邮编|(?:\\p{Script=Han}|customer|user|item)id$|(?:^| )upc$`,
  "u",
);

/** Does a name say that its numbers are codes, which have no size? */
export function namesCode(words: string): boolean {
  return codeName.test(words);
}

/** Does a name belong to things other than people: campaigns, coupons, stores, products? */
export function namesThing(words: string): boolean {
  return /campaign|coupon|store|shop|product|item|category|brand|manufacturer|supplier|warehouse|活动|优惠|店|商品|品牌|供应商|仓库/.test(
    words,
  );
}
