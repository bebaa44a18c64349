import { describe, expect, test } from "vitest";
import { asCladeError, CladeError, errorSentence } from "./errors.ts";

describe("CladeError", () => {
  test("says in both languages which file, line, column and value are meant", () => {
    const error = new CladeError("DUPLICATE_USER", { file: "users.csv", line: 7, column: "id", value: "17850" });
    expect(error.sentence("en")).toContain("“17850” (line 7, column “id”)");
    expect(error.sentence("zh")).toContain("第 7 行");
    expect(error.message).toBe(error.sentence("en"));
    expect(error.status).toBe(422);
    expect(error.retry).toBe(false);
  });

  test("hostile values are plain text: placeholders in them are not filled again", () => {
    const details = { file: "{line}", line: 3, limit: 9 };
    expect(errorSentence("CELL_TOO_LARGE", details, "en")).toBe("{line}, line 3: a cell is larger than 9 characters.");
    expect(errorSentence("FILE_EMPTY", { file: "$& $1 <b>" }, "en")).toBe("$& $1 <b> holds no rows.");
  });
});

describe("in Chinese", () => {
  test("a detail in both languages is said in the reader's", () => {
    const details = { file: "a.pdf", problem: { en: "it is a PDF", zh: "它是 PDF 文件" } };
    expect(errorSentence("NOT_A_TABLE", details, "en")).toContain("it is a PDF");
    expect(errorSentence("NOT_A_TABLE", details, "zh")).toContain("它是 PDF 文件");
  });

  test("roles, stages and states bear the names that people know", () => {
    const forbidden = errorSentence("FORBIDDEN", { role: "marketer", least: "analyst" }, "zh");
    expect(forbidden).not.toMatch(/[a-z]{3}/);
    expect(errorSentence("OUT_OF_MEMORY", { stage: "clustering" }, "zh")).toContain("划分人群");
    expect(errorSentence("RUN_ENDED", { number: 3, status: "done" }, "zh")).toContain("已完成");
  });

  test("what has no such name stays as it is", () => {
    expect(errorSentence("MISSING_ROLE", { file: "a", role: "user", columns: "b" }, "zh")).toContain("“user”");
    expect(errorSentence("OUT_OF_MEMORY", { stage: "constructor" }, "zh")).toContain("constructor");
  });
});

describe("asCladeError", () => {
  test.each([
    ["ENOSPC: no space left on device, write", "DISK_FULL"],
    ["Out of Memory Error: could not allocate block", "OUT_OF_MEMORY"],
    ["std::bad_alloc", "OUT_OF_MEMORY"],
    ["x is not a function", "INTERNAL"],
  ])("%s → %s", (message, code) => {
    expect(asCladeError(new Error(message), "ingest").code).toBe(code);
  });

  test("a known error passes as it is, anything else keeps its cause", () => {
    const known = new CladeError("CANCELLED");
    expect(asCladeError(known, "ingest")).toBe(known);
    const cause = new TypeError("boom\nat somewhere");
    const wrapped = asCladeError(cause, "features");
    expect(wrapped.cause).toBe(cause);
    expect(wrapped.sentence("en")).toContain("“building features” (boom)");
  });
});
