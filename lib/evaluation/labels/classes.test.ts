import { expect, test } from "vitest";
import { classesOf } from "./classes.ts";

const times = (value: string | null, count: number) => new Array<string | null>(count).fill(value);

test("numbers rise, no comes before yes, other words go by code point", () => {
  const names = (...values: string[]) =>
    classesOf(
      "c",
      values.flatMap((value) => times(value, 12)),
      3,
    ).classes.map(({ name }) => name);
  expect(names("10", "9", "-1")).toEqual(["-1", "9", "10"]);
  expect(names("Yes", "No")).toEqual(["No", "Yes"]);
  expect(names("否", "是")).toEqual(["否", "是"]);
  expect(names("wine", "bread")).toEqual(["bread", "wine"]);
});

test("who has no label, or one that few have, is in no class", () => {
  const { classes, codes, notes, problem } = classesOf("c", [...times("a", 10), null, "c", ...times("b", 12)], 5);
  expect(classes).toEqual([
    { name: "a", count: 10 },
    { name: "b", count: 12 },
  ]);
  expect([...codes.subarray(9, 13)]).toEqual([0, -1, -1, 1]);
  expect(notes[0]?.en).toContain("1 of its classes has fewer than 10 members");
  expect(problem).toBeNull();
});

test("a quantity is no label, and neither is an id", () => {
  const many = Array.from({ length: 600 }, (_, i) => String(i % 30));
  expect(classesOf("age", many, 5).problem?.en).toContain("30 different numbers");
  expect(
    classesOf(
      "id",
      many.map((value, i) => `u${value}-${i % 300}`),
      5,
    ).problem?.en,
  ).toContain("too many for classes");
});

test.each([
  ["nobody has one", times(null, 50)],
  ["there is one class", times("a", 50)],
  ["there are no users", []],
])("nothing can be tried where %s", (_, values) => {
  const { problem, codes } = classesOf("c", values, 5);
  expect(problem?.en).toContain("fewer than two classes");
  expect(codes.every((code) => code === -1)).toBe(true);
});
