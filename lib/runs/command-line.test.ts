import { describe, expect, test } from "vitest";
import { parseSegmentCommand } from "./command-line.ts";

describe("parseSegmentCommand", () => {
  test("files, a config and an output folder, in any order", () => {
    expect(parseSegmentCommand(["a.csv", "--out", "o", "b.csv", "--config", "run.json"])).toEqual({
      files: ["a.csv", "b.csv"],
      config: "run.json",
      out: "o",
      printConfig: false,
      help: false,
    });
  });

  test("tags to learn from are a file of their own", () => {
    expect(parseSegmentCommand(["a.csv", "--labels", "tags.csv", "--out", "o"]).labels).toBe("tags.csv");
  });

  test("printing the config needs no output folder", () => {
    expect(parseSegmentCommand(["a.csv", "--print-config"]).printConfig).toBe(true);
  });

  test.each([
    [[], "No file is given."],
    [["a.csv"], "--out DIR is missing."],
    [["a.csv", "--out"], "'--out <value>' argument missing."],
    [["a.csv", "--k", "3"], "Unknown option '--k'."],
  ])("%j is refused in one line", (argv, problem) => {
    expect(() => parseSegmentCommand(argv)).toThrow(
      expect.objectContaining({ code: "BAD_USAGE", message: expect.stringMatching(/^[^\n]+$/) }),
    );
    expect(() => parseSegmentCommand(argv)).toThrow(problem);
  });

  test("help asks for nothing else", () => {
    expect(parseSegmentCommand(["-h"]).help).toBe(true);
  });
});
