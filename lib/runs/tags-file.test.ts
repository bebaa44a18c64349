import { describe, expect, test } from "vitest";
import { parseConfig } from "./read-config.ts";
import { needsTags, needTagsFile } from "./tags-file.ts";

const config = (text: object, evaluation: object = {}) => parseConfig({ embedding: { text }, evaluation });
const refused = (path: string) =>
  expect.objectContaining({ code: "BAD_CONFIG", details: expect.objectContaining({ path }) });

describe("people's tags", () => {
  test("are needed where texts are to be bent by them, and by nothing else", () => {
    expect(needsTags(config({ encoder: "embedded", adapt: "tags" }))).toBe(true);
    expect(needsTags(config({ encoder: "embedded" }))).toBe(false);
    expect(needsTags(config({ encoder: "none", adapt: "tags" }))).toBe(false);
    expect(needsTags(config({ encoder: "embedded", adapt: "label" }, { labels: { column: "churn" } }))).toBe(false);
  });

  test("are asked for where a label is to be learnt from and none is named, unless there are no texts", () => {
    expect(() => needsTags(config({ encoder: "embedded", adapt: "label" }))).toThrow(refused("embedding.text.adapt"));
    expect(needsTags(config({ encoder: "none", adapt: "label" }))).toBe(false);
  });

  test("lie in a file that somebody names", () => {
    expect(needTagsFile(config({ encoder: "embedded", adapt: "tags", labels: "tags.csv" }))).toBe("tags.csv");
    expect(() => needTagsFile(config({ encoder: "embedded", adapt: "tags" }))).toThrow(
      refused("embedding.text.labels"),
    );
  });
});
