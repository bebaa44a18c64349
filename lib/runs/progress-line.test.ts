import { expect, test } from "vitest";
import { progressLine } from "./progress-line.ts";
import { stages } from "./stages.ts";

function terminal(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  return { isTTY, columns, written, write: (text: string) => written.push(text) };
}
const progress = { fraction: 0.43, sentence: { en: "120,000 rows", zh: "120,000 行" } };

test("a terminal sees stage, fraction and elapsed time on one line that is rewritten", () => {
  const screen = terminal(true);
  let now = 1000;
  const line = progressLine(screen, () => now);
  now = 2250;
  for (const stage of stages.slice(0, 1)) line.show(stage, progress);
  expect(screen.written.join("")).toBe("\r\x1b[2KReading files  43 % · 1.3 s · 120,000 rows");
});

test("a narrow terminal gets one line all the same", () => {
  const screen = terminal(true, 30);
  const line = progressLine(screen, () => 0);
  for (const stage of stages.slice(0, 1)) line.show(stage, progress);
  expect(screen.written.join("").replace("\r\x1b[2K", "")).toHaveLength(29);
});

test("a pipe sees nothing", () => {
  const pipe = terminal(false);
  const line = progressLine(pipe, () => 0);
  for (const stage of stages) line.show(stage, progress);
  line.clear();
  expect(pipe.written).toEqual([]);
});
