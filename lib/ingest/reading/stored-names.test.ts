import { expect, test } from "vitest";
import { storedNames, uniqueNames } from "./stored-names.ts";

test("names stay as they are unless another bears them in any case", () => {
  expect(uniqueNames(["Ab", "aB", "x", "x", "x (2)", ""])).toEqual([
    "Ab",
    "aB (2)",
    "x",
    "x (2)",
    "x (2) (2)",
    "column",
  ]);
});

test("names of our own are kept free", () => {
  expect(storedNames(["USER_ID", "counts", "country"], "users")).toEqual(["USER_ID (2)", "counts (2)", "country"]);
});

test("long names and zero bytes are no matter", () => {
  expect(uniqueNames(["a\0b", "x".repeat(500)])).toEqual(["a b", "x".repeat(200)]);
});
