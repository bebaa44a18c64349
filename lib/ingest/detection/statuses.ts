/** What an order's status means for counting it: left out, a return, or neither (undefined: not a known word). */
export type StatusMeaning = "left-out" | "return" | "kept";

const leftOut = [
  ..."unpaid,pending,pending payment,awaiting payment,payment pending,cancelled,canceled,closed,failed,payment failed".split(
    ",",
  ),
  ..."void,voided,expired,draft,declined,rejected,abandoned,checkout,deleted,unavailable".split(","),
  ..."storniert,offen,unbezahlt,abgebrochen,fehlgeschlagen".split(","),
  ..."待付款,未付款,待支付,未支付,等待买家付款,等待付款,已取消,取消,订单取消,交易取消,用户取消,交易关闭,已关闭,关闭,订单关闭,支付失败".split(
    ",",
  ),
  ..."付款失败,已作废,作废,无效,已失效,已过期".split(","),
];
const returns = [
  ..."refunded,refund,returned,return,partially refunded,chargeback,charged back,reversed".split(","),
  ..."erstattet,retourniert,retoure,zurückgesendet".split(","),
  ..."退款,已退款,退款成功,退货,已退货,退货退款,退款完成,全额退款,部分退款".split(","),
];
const kept = [
  ..."paid,complete,completed,shipped,delivered,processing,processed,fulfilled,approved,invoiced,success,succeeded,done".split(
    ",",
  ),
  ..."created,confirmed,active,authorized,received,sent,in transit,ok".split(","),
  ..."bezahlt,abgeschlossen,versendet,versandt,geliefert,bestätigt,in bearbeitung".split(","),
  ..."已付款,已支付,交易成功,已完成,已发货,待发货,待收货,已收货,已签收,买家已付款,卖家已发货,等待卖家发货,等待买家确认收货,待评价,支付成功,付款成功".split(
    ",",
  ),
];

const meanings = new Map<string, StatusMeaning>([
  ...leftOut.map((word) => [word, "left-out"] as const),
  ...returns.map((word) => [word, "return"] as const),
  ...kept.map((word) => [word, "kept"] as const),
]);

/** A status in the form in which words are compared: lower case, one blank for any of " _-". */
export function statusWords(cell: string): string {
  return cell
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, " ");
}

export function knownStatus(cell: string): StatusMeaning | undefined {
  return meanings.get(statusWords(cell));
}

/** Statuses that mark an order as given back: stored, and counted as returns. */
export const returnStatuses: readonly string[] = returns;

/** Statuses of orders that never came about. */
export const leftOutStatuses: readonly string[] = leftOut;
