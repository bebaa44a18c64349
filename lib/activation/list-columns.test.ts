import { describe, expect, test } from "vitest";
import { fileName, listColumns, listTitle, segmentName, unknownColumns, writePhone } from "./list-columns.ts";

const known = {
  features: [{ id: "recency" }, { id: "积分" }, { id: "__proto__" }, { id: "Email" }],
  personal: [
    { name: "email", parquet: "email", kind: "email", people: 3 },
    { name: "Phone", parquet: "Phone", kind: "phone", people: 3 },
    { name: "User_ID", parquet: "User_ID (2)", kind: "other", people: 1 },
  ],
  segments: ["Regulars", "=Rare"],
  noSegment: "No segment",
  segmentColumn: "clade_segment",
  silhouetteColumn: "clade_silhouette",
  figureColumns: { strength: "clade_strength" },
  similarityColumns: ["clade_similarity_0", "clade_similarity_1"],
  membershipColumns: ["clade_membership_0", "clade_membership_1"],
} as const;

const heads = (columns: readonly string[], personal: readonly string[] = []) =>
  listColumns({ columns, personal }, known).map(({ head }) => head);

describe("the columns of a list", () => {
  test("stand in the order asked for, personal ones last, each once", () => {
    expect(heads(["积分", "segment", "recency", "segment"], ["Phone"])).toEqual([
      "积分",
      "segment",
      "recency",
      "Phone",
    ]);
    expect(heads(["__proto__"])).toEqual(["__proto__"]);
  });

  test("never share a head, in any case, and never take the id's", () => {
    expect(heads(["Email"], ["email", "User_ID (2)"])).toEqual(["Email", "email (2)", "User_ID (2)"]);
  });

  test("write a segment's name by its number, and that somebody is in none", () => {
    const [name] = listColumns({ columns: ["name"], personal: [] }, known);
    expect([0, 1, -1, null].map((value) => name?.write?.(value))).toEqual(["Regulars", "=Rare", "No segment", ""]);
  });

  test("say how near people's texts are to a segment that there is", () => {
    expect(listColumns({ columns: ["strength"], personal: [] }, known)).toEqual([
      { head: "strength", from: "members", name: "clade_strength" },
    ]);
    expect(unknownColumns({ columns: ["outlier"], personal: [] }, known)).toEqual(["outlier"]);
    expect(listColumns({ columns: ["similarity_1"], personal: [] }, known)).toEqual([
      { head: "similarity_1", from: "members", name: "clade_similarity_1" },
    ]);
    expect(unknownColumns({ columns: ["similarity_2"], personal: [] }, known)).toEqual(["similarity_2"]);
  });

  test("say how surely people belong to one segment, or to each, once", () => {
    expect(heads(["membership_1", "membership"])).toEqual(["membership_1", "membership_0"]);
    const [column] = listColumns({ columns: ["membership"], personal: [] }, known);
    expect(column).toEqual({ head: "membership_0", from: "members", name: "clade_membership_0" });
    expect(unknownColumns({ columns: ["membership_2", "membership"], personal: [] }, known)).toEqual(["membership_2"]);
    const silent = { ...known, membershipColumns: [] };
    expect(unknownColumns({ columns: ["membership"], personal: [] }, silent)).toEqual(["membership"]);
  });

  test("that are not there are named", () => {
    expect(unknownColumns({ columns: ["recency", "clade_row"], personal: ["email", "ssn"] }, known)).toEqual([
      "clade_row",
      "ssn",
    ]);
  });
});

test.each([
  ["+49 (151) 234-56.78", "+491512345678"],
  ["+8613800000000", "+8613800000000"],
  ["0151 234", "0151 234"],
  ["+49 151 ext 7", "+49 151 ext 7"],
  ["=1+1", "=1+1"],
  ["", ""],
])("a phone number %j is written %j", (text, written) => expect(writePhone(text)).toBe(written));

test("names follow the language", () => {
  expect(segmentName("Mine", { en: "A", zh: "甲" }, "zh")).toBe("Mine");
  expect(segmentName(null, { en: "A", zh: "甲" }, "zh")).toBe("甲");
  expect(fileName(listTitle("Shop", { run: 3 }, "en"), "control", "en")).toBe("Shop – run 3 (control group).csv");
  expect(fileName(listTitle("店铺", { segment: "常客" }, "zh"), "list", "zh")).toBe("店铺－常客.csv");
});
