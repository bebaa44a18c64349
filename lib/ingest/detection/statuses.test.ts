import { expect, test } from "vitest";
import { knownStatus, leftOutStatuses, returnStatuses } from "./statuses.ts";

test("unpaid, cancelled and closed orders are left out, refunds are returns, the rest counts", () => {
  for (const status of ["Cancelled", "CANCELED", "pending_payment", "Unpaid ", "待付款", "交易关闭", "已取消"])
    expect(knownStatus(status)).toBe("left-out");
  for (const status of ["Refunded", "partially-refunded", "退款成功", "已退货"])
    expect(knownStatus(status)).toBe("return");
  for (const status of ["paid", "Shipped", "In Transit", "交易成功", "已发货"])
    expect(knownStatus(status)).toBe("kept");
  for (const status of ["", "Married", "constructor", "__proto__"]) expect(knownStatus(status)).toBeUndefined();
});

test("no word means two things", () => {
  expect(leftOutStatuses.filter((word) => returnStatuses.includes(word))).toEqual([]);
});
