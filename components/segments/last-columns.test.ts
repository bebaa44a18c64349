import { expect, test } from "vitest";
import { parseLastColumns } from "./last-columns.ts";

test("columns come back as they were kept", () => {
  const last = { columns: ["segment", "recency"], personal: ["email"], bom: false };
  expect(parseLastColumns(JSON.stringify(last))).toEqual(last);
});

test.each([null, "null", "7", "[]", '{"columns":"segment"}', '{"columns":[1],"personal":[],"bom":true}'])(
  "%s is no list of columns",
  (text) => {
    expect(parseLastColumns(text)).toBeUndefined();
  },
);
