import { expect, test } from "vitest";
import { personalKind } from "./personal-kind.ts";

test.each([
  ["email", "email"],
  ["Customer E-Mail Address", "email"],
  ["邮箱", "email"],
  ["mobilePhone", "phone"],
  ["Tel.", "phone"],
  ["收货人手机", "phone"],
  ["shipping_address_1", "address"],
  ["收货地址", "address"],
  ["First Name", "name"],
  ["Nachname", "name"],
  ["收货人", "name"],
  ["column_4", "other"],
  ["微信号", "other"],
])("“%s” is kept as %s", (name, kind) => expect(personalKind(name)).toBe(kind));

test.each(["身份证号", "SSN", "passport", "ip_address", "dob", "Date of birth", "出生日期"])(
  "“%s” identifies people without reaching them and is not kept",
  (name) => expect(personalKind(name)).toBeNull(),
);
