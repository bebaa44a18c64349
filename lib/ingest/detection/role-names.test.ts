import { describe, expect, test } from "vitest";
import { isKnownName, nameFit, namesCode, namesThing, wordsOf } from "./role-names.ts";

test.each([
  ["InvoiceNo", "invoice no"],
  ["invoice_no", "invoice no"],
  ["  Invoice No. ", "invoice no"],
  ["order-purchase.timestamp", "order purchase timestamp"],
  ["SKUCode", "sku code"],
  ["NumWebVisitsMonth", "num web visits month"],
  ["ＣｕｓｔｏｍｅｒＩＤ", "customer id"],
  ["会员ID", "会员id"],
  ["__proto__", "proto"],
  ["$$$", ""],
])("%s in words is %s", (name, words) => {
  expect(wordsOf(name)).toBe(words);
});

/** Names as exports of shops, tills and public data sets write them, beside the role that each must fit best. */
const named = {
  user: [
    ..."customer_id,CustomerID,Customer ID,household_id,hshd_num,user_id,userId,uid,openid,client_no,buyer_id,member number".split(
      ",",
    ),
    ..."客户编号,会员ID,买家会员名,用户ID,会员编号,会员卡号,顾客编号,买家昵称,用户编号,Card ID,customer_unique_id".split(
      ",",
    ),
    ..."Kundennr,Kunden-Nr.,Kundennummer,loyalty_card,Club Card No".split(","),
  ],
  time: [
    ..."InvoiceDate,order_date,transaction_timestamp,Created at,order_purchase_timestamp,date,PURCHASE_DATE,Paid at".split(
      ",",
    ),
    ..."下单时间,付款时间,订单创建时间,订单付款时间,交易时间,日期,成交时间,消费日期".split(","),
    ..."Bestelldatum,Rechnungsdatum,Datum".split(","),
  ],
  order: [
    ..."InvoiceNo,Invoice,order_id,Order Number,basket_id,transaction_id,BillNo,receipt_number".split(","),
    ..."订单号,订单编号,交易号,单号,小票号,流水号,主订单编号".split(","),
    ..."Bestellnummer,Rechnungsnr.,Auftragsnr,Bonnr".split(","),
  ],
  item: [
    ..."StockCode,product_id,SKU,item_code,upc,Itemname,Lineitem sku,asin".split(","),
    ..."商品编号,商品ID,商品编码,货号,商品名称,宝贝标题,条码".split(","),
    ..."Artikelnummer,Artikel,Artikelbezeichnung".split(","),
  ],
  quantity: [
    ..."Quantity,qty,number_of_cds,units,order_item_qty,units_sold".split(","),
    ..."数量,购买数量,宝贝总数量,商品数量,件数".split(","),
    ..."Menge,Anzahl,Stückzahl".split(","),
  ],
  price: [
    ..."UnitPrice,Price,unit_price,price_per_unit,Lineitem price".split(","),
    ..."单价,商品单价,价格,售价,成交单价".split(","),
    ..."Einzelpreis,Preis".split(","),
  ],
  amount: [
    ..."dollar_value,sales_value,amount,line_total,Revenue,Total,sales,subtotal,TotalPrice".split(","),
    ..."金额,销售额,小计,消费金额,商品金额,成交金额".split(","),
    ..."Betrag,Gesamtbetrag,Umsatz,Gesamtpreis".split(","),
  ],
  "order-total": [
    ..."order_total,basket_value,Grand Total,invoice_amount".split(","),
    ..."订单金额,订单总额,买家实际支付金额,总金额".split(","),
    ..."Bestellwert,Rechnungsbetrag".split(","),
  ],
  status: [
    ..."order_status,Status,Financial Status,payment_status".split(","),
    ..."订单状态,交易状态,状态,支付状态".split(","),
  ],
  currency: [..."currency,Currency Code,ccy".split(","), ..."币种,货币".split(",")],
  text: [..."review,Review Text,comment,feedback".split(","), ..."评价,评论内容,备注,买家留言".split(",")],
  label: ["label", "target", "Churn", "is_churned", "Response", "是否流失"],
  personal: [
    ..."email,E-Mail Address,Phone,mobile_no,First Name,Shipping Address,ip_address,DOB".split(","),
    ..."收货人姓名,联系手机,手机号,收货地址,邮箱,身份证号".split(","),
  ],
  consent: ["Accepts Marketing", "email_opt_in", "gdpr_consent", "unsubscribed", "营销授权", "是否退订"],
} as const;
type Named = keyof typeof named;
const roles = Object.keys(named) as Named[];

describe("nameFit", () => {
  test.each(roles)("%s", (role) => {
    for (const name of named[role]) {
      const words = wordsOf(name);
      const own = nameFit(role, words);
      // Customer names and addresses are told from keys by their values, and totals from lines by theirs.
      const rivals = roles.filter((other) => other !== role && nameFit(other, words) > own);
      expect(own, name).toBeGreaterThanOrEqual(0.4);
      expect(
        rivals.filter((rival) => !isSettledLater(role, rival)),
        name,
      ).toEqual([]);
      expect(isKnownName(name), name).toBe(true);
    }
  });

  test.each([
    "Country",
    "Gender",
    "Age",
    "Income",
    "Marital_Status",
    "NumWebPurchases",
    "MntWines",
    "petal length (cm)",
    "地区",
    "性别",
  ])("%s is the name of no special role", (name) => {
    for (const role of roles) expect(`${role} ${nameFit(role, wordsOf(name))}`).toBe(`${role} 0`);
  });
});

function isSettledLater(role: Named, rival: Named): boolean {
  const pairs = [
    "user personal",
    "personal user",
    "amount order-total",
    "order-total amount",
    "amount label",
    "item text",
    "text item",
  ];
  return pairs.includes(`${role} ${rival}`);
}

test("numbers that are codes, and codes of things", () => {
  for (const name of ["store_id", "zip_code", "ProductNo", "邮编", "商品编码", "coupon_upc"])
    expect(namesCode(wordsOf(name)), name).toBe(true);
  for (const name of ["malic_acid", "paid", "Kidhome", "Age", "ratio"])
    expect(namesCode(wordsOf(name)), name).toBe(false);
  expect(namesThing(wordsOf("campaign_id"))).toBe(true);
  expect(namesThing(wordsOf("household_id"))).toBe(false);
});
