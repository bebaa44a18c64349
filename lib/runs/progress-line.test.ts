import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { progressLine } from "./progress-line.ts";

function terminal(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  return { isTTY, columns, written, write: (text: string) => written.push(text) };
}
const reading = { label: { en: "Reading files", zh: "读取文件" } };
const progress = { fraction: 0.43, sentence: { en: "120,000 rows", zh: "120,000 行" } };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a terminal sees stage, fraction and elapsed time on one line that is rewritten", () => {
  const screen = terminal(true);
  let now = 1000;
  const line = progressLine(screen, () => now);
  now = 2250;
  line.show(reading, progress);
  expect(screen.written).toEqual(["\r\x1b[2KReading files  43 % · 1.3 s · 120,000 rows"]);
});

test("the clock moves on while a stage is silent, and stops for good at the end", () => {
  const screen = terminal(true);
  const line = progressLine(screen, Date.now);
  line.show(reading, progress);
  vi.advanceTimersByTime(1000);
  expect(screen.written.at(-1)).toContain("1.0 s · 120,000 rows");
  line.end();
  line.end();
  const { length } = screen.written;
  expect(screen.written.at(-1)).toBe("\r\x1b[2K");
  vi.advanceTimersByTime(1000);
  expect(screen.written).toHaveLength(length);
});

test("100 % is said of what is done only", () => {
  const screen = terminal(true);
  const line = progressLine(screen, () => 0);
  line.show(reading, { ...progress, fraction: 0.999 });
  line.show(reading, { ...progress, fraction: 1 });
  expect(screen.written.map((text) => /(\d+) %/.exec(text)?.[1])).toEqual(["99", "100"]);
});

test("a narrow terminal gets one line all the same", () => {
  const screen = terminal(true, 30);
  progressLine(screen, () => 0).show(reading, progress);
  expect(screen.written.join("").replace("\r\x1b[2K", "")).toHaveLength(29);
});

test("a pipe sees nothing", () => {
  const pipe = terminal(false);
  const line = progressLine(pipe, () => 0);
  line.show(reading, progress);
  line.end();
  expect(pipe.written).toEqual([]);
});
