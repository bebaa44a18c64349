import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createPeriod,
  dateText,
  daySeconds,
  daysToGiftSeason,
  fromOperational,
  isGiftSeason,
  timeText,
  toOperational,
  weekdayOf,
} from "./calendar.ts";

const period = createPeriod(540);

describe("the calendar", () => {
  it("covers 540 days that end before the gift season", () => {
    expect(dateText(period, 0)).toBe("2024-05-05");
    expect(dateText(period, 539)).toBe("2025-10-26");
    expect(daysToGiftSeason(period, 540)).toBe(24);
    expect(daysToGiftSeason(period, 564)).toBe(0);
  });

  it.each([
    ["2024-11-19", false],
    ["2024-11-20", true],
    ["2024-12-25", true],
    ["2024-12-26", false],
    ["2025-02-06", false],
    ["2025-02-07", true],
    ["2025-02-14", true],
    ["2025-05-01", true],
    ["2025-05-11", false],
  ])("%s in a gift season: %s", (date, expected) => {
    expect(isGiftSeason(new Date(date))).toBe(expected);
  });

  it("writes moments before, in and after the period", () => {
    expect(timeText(period, 0)).toBe("2024-05-05 00:00:00");
    expect(timeText(period, -1)).toBe("2024-05-04 23:59:59");
    expect(timeText(period, 540 * daySeconds - 1)).toBe("2025-10-26 23:59:59");
    expect(timeText(period, 301 * daySeconds)).toBe("2025-03-02 00:00:00");
  });

  it("knows Sundays", () => {
    expect(weekdayOf(period, 0)).toBe(6);
    expect(weekdayOf(period, 1)).toBe(0);
    expect(weekdayOf(period, -1)).toBe(5);
  });

  it("turns days into operational time and back, and runs 540 days in 540", () => {
    const clock = period.seasonal;
    expect(toOperational(clock, 540)).toBeCloseTo(540, 9);
    fc.assert(
      fc.property(fc.double({ min: 0, max: period.horizon - 0.001, noNaN: true }), (day) => {
        expect(fromOperational(clock, toOperational(clock, day))).toBeCloseTo(day, 6);
      }),
    );
    expect(fromOperational(clock, 1e6)).toBe(Number.POSITIVE_INFINITY);
  });

  it("keeps the clock even where a period is too short to hold a season", () => {
    expect([...createPeriod(30).seasonal]).toEqual(Array.from({ length: 45 }, (_, day) => day));
  });
});
