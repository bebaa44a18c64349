import type { ColumnRole, ResolvedTable } from "../schema.ts";
import { nameFit, wordsOf } from "./role-names.ts";

type Table = Pick<ResolvedTable, "kind"> & {
  readonly columns: readonly Pick<ResolvedTable["columns"][number], "name" | "role">[];
};

/** What a matrix of measurements is made of: numbers, an id of its rows, a class that is known, and what is left out. */
const plainRoles: ReadonlySet<ColumnRole> = new Set(["number", "label", "user", "ignore"]);

const ofPeople =
  /(?:^| )(?:age|birth|gender|sex|income|salary|spend(?:ing)?|spent|purchases?|orders?|baskets?|buy|bought|visits?|sessions?|clicks?|recency|monetary|tenure|churn(?:ed)?|exited|converted|conversion|subscribed|attrition|loyalty|rfm|clv|ltv|customers?|clients?|users?|members?|buyers?|households?|shoppers?|accounts?|employees?|patients?|passengers?|persons?|people|students?|respondents?|amount|revenue|turnover|gmv|aov|arpu|payments?|paid|balance|coupons?|vouchers?|discounts?|carts?|checkouts?|refunds?|logins?|page ?views?|e ?mails?|umsatz|einkommen|geschlecht|bestellungen|käufe|kunden?)(?: |$)|年龄|性别|收入|工资|薪|消费|购买|订单|下单|客单|金额|余额|交易|支付|付款|充值|积分|优惠|退款|访问|浏览|点击|登录|登陆|流失|客户|顾客|会员|用户|买家|员工|患者|学生/u;

/**
 * Whether the tables are nothing but numbers, with no name that speaks of people or of buying: then they are anybody's
 * measurements, and their rows are called rows, not users. A bare "id" says nothing of whom it names.
 */
export function arePlainRows(tables: readonly Table[]): boolean {
  return (
    tables.length > 0 &&
    tables.every(
      ({ kind, columns }) =>
        kind === "users" &&
        columns.some(({ role }) => role === "number") &&
        columns.every(({ name, role }) => plainRoles.has(role) && !namesPeople(name, role === "user")),
    )
  );
}

/** Does a column's name speak of people or of buying? isId: it says which row it is. */
export function namesPeople(name: string, isId: boolean): boolean {
  const words = wordsOf(name);
  const fit = isId ? nameFit("user", words) : 0;
  return (fit > 0 && fit !== bareId) || ofPeople.test(words);
}

/** The weight of "id" and "index" among the names of a user's id. */
const bareId = 0.5;
