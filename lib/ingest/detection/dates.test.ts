import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DateOrder } from "../schema.ts";
import { guessDateOrder } from "./date-order.ts";
import { parseTime } from "./dates.ts";

const read = (cell: string, order: DateOrder = "ymd") => {
  const time = parseTime(cell, order);
  return time && `${new Date(time.instant).toISOString().replace(".000Z", "")} by ${time.format}`;
};

describe("parseTime", () => {
  test.each([
    ["2010-12-01 08:26:00", "2010-12-01T08:26:00 by %Y-%m-%d %H:%M:%S"],
    ["2010-12-1", "2010-12-01T00:00:00 by %Y-%m-%d"],
    ["19970101", "1997-01-01T00:00:00 by %Y%m%d"],
    ["20260105030405", "2026-01-05T03:04:05 by %Y%m%d%H%M%S"],
    ["2026/1/5 9:07", "2026-01-05T09:07:00 by %Y/%m/%d %H:%M"],
    ["2026年1月5日", "2026-01-05T00:00:00 by %Y年%m月%d日"],
    ["2026年1月5日 8时5分6秒", "2026-01-05T08:05:06 by %Y年%m月%d日 %H时%M分%S秒"],
    ["2026-01-05T03:04:05.25Z", "2026-01-05T03:04:05.250Z by %Y-%m-%dT%H:%M:%S.%fZ"],
    ["2026-01-05 03:04:05+08:00", "2026-01-04T19:04:05 by %Y-%m-%d %H:%M:%S%z"],
    ["5 Jan 2026", "2026-01-05T00:00:00 by %d %b %Y"],
    ["05-JAN-26", "2026-01-05T00:00:00 by %d-%b-%y"],
    ["January 5, 2026", "2026-01-05T00:00:00 by %B %d, %Y"],
    ["1511544070", "2017-11-24T17:21:10 by unix"],
    ["1511544070123", "2017-11-24T17:21:10.123Z by unix"],
  ])("%s is %s", (cell, expected) => {
    expect(read(cell)).toBe(expected);
  });

  test("the order decides what 03/04/05 is", () => {
    expect(read("03/04/05", "dmy")).toBe("2005-04-03T00:00:00 by %d/%m/%y");
    expect(read("03/04/05", "mdy")).toBe("2005-03-04T00:00:00 by %m/%d/%y");
    expect(read("03/04/05", "ymd")).toBe("2003-04-05T00:00:00 by %y/%m/%d");
    expect(read("12/1/2010 8:26", "mdy")).toBe("2010-12-01T08:26:00 by %m/%d/%Y %H:%M");
    expect(read("1/5/2026 12:30 AM", "mdy")).toBe("2026-01-05T00:30:00 by %m/%d/%Y %I:%M %p");
  });

  test.each([
    ["30 February", "2026-02-30"],
    ["29 February of a common year", "2025-02-29"],
    ["hour 24", "2026-01-05 24:00"],
    ["the year 26", "0026-01-05"],
    ["a quantity", "12"],
    ["a price", "12.50"],
    ["a version", "1.2.3"],
    ["a phone number", "13812345678"],
    ["an id of eight digits", "84029123"],
    ["a range", "2026-01-05 to 2026-01-07"],
    ["blank", "          "],
  ])("%s is no time", (_, cell) => {
    expect(parseTime(cell, "ymd")).toBeUndefined();
  });

  test("every day from 1900 to 2199 is read, in every order that writes it", () => {
    const days = fc.date({
      min: new Date("1900-01-01T00:00:00Z"),
      max: new Date("2199-12-31T00:00:00Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(days, (date) => {
        const [year, month, day] = date.toISOString().slice(0, 10).split("-");
        const midnight = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
        expect(parseTime(`${year}-${month}-${day}`, "mdy")?.instant).toBe(midnight);
        expect(parseTime(`${day}.${month}.${year}`, "dmy")?.instant).toBe(midnight);
        expect(parseTime(`${month}/${day}/${year}`, "mdy")?.instant).toBe(midnight);
        expect(parseTime(`${year}年${Number(month)}月${Number(day)}日`, "dmy")?.instant).toBe(midnight);
      }),
    );
  });
});

describe("guessDateOrder", () => {
  test("a number above 12 decides", () => {
    expect(guessDateOrder(["01/12/2010", "13/12/2010"])).toEqual({ order: "dmy", ambiguous: false });
    expect(guessDateOrder(["12/01/2010", "12/13/2010"])).toEqual({ order: "mdy", ambiguous: false });
    expect(guessDateOrder(["99/12/31", "99/11/30"])).toEqual({ order: "ymd", ambiguous: false });
  });

  test("years in front leave no question", () => {
    expect(guessDateOrder(["2010-12-01", "2010-01-12"])).toEqual({ order: "ymd", ambiguous: false });
  });

  test("one slip does not outvote the rest", () => {
    const cells = [...Array.from({ length: 20 }, (_, day) => `${day + 1}/06/2020`), "06/25/2020"];
    expect(guessDateOrder(cells)).toEqual({ order: "dmy", ambiguous: false });
  });

  test("where none decides, time that runs on and a short span do, and that is said", () => {
    expect(guessDateOrder(["10/01/2010", "11/01/2010", "01/02/2010"])).toEqual({ order: "dmy", ambiguous: true });
    expect(guessDateOrder(["01/10/2010", "01/11/2010", "02/01/2010"])).toEqual({ order: "mdy", ambiguous: true });
    expect(guessDateOrder(["01/12/2010", "02/12/2010"])).toEqual({ order: "dmy", ambiguous: true });
  });

  test("a twelve-hour clock speaks for the month in front", () => {
    expect(guessDateOrder(["05/05/2020 3:04 PM"])).toEqual({ order: "mdy", ambiguous: true });
  });
});
