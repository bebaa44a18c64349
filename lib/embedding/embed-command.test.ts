import { expect, it } from "vitest";
import { parseEmbedCommand } from "./embed-command.ts";

const needed = ["--model", "dir", "--texts", "a.txt", "--out", "b.f32"];

it("reads int8, keep_sep and the model's own limits where nothing else is said", () => {
  expect(parseEmbedCommand(needed)).toEqual({
    ...{ model: "dir", texts: "a.txt", out: "b.f32", precision: "int8", truncation: "keep_sep", help: false },
    ...{
      column: undefined,
      maxTokens: undefined,
      prefix: undefined,
      quantise: undefined,
      download: false,
      compare: false,
    },
  });
});

it("reads every flag", () => {
  const more = [
    "--precision",
    "fp32",
    "--truncation",
    "cut",
    "--max-tokens",
    "512",
    "--column",
    "text",
    "--prefix",
    "",
  ];
  expect(parseEmbedCommand([...needed, ...more])).toMatchObject({
    ...{ precision: "fp32", truncation: "cut", maxTokens: 512, column: "text", prefix: "" },
  });
  expect(parseEmbedCommand(["--model", "a", "--quantise", "b"])).toMatchObject({ model: "a", quantise: "b" });
  expect(parseEmbedCommand(["-h"]).help).toBe(true);
});

it.each([
  [[], "--model DIR is missing"],
  [["--model", "a"], "--texts FILE is missing"],
  [needed.slice(0, 4), "--out FILE is missing"],
  [[...needed, "--precision", "fp16"], "--precision takes fp32 or int8, not fp16"],
  [[...needed, "--truncation", "end"], "--truncation takes keep_sep or cut, not end"],
  [[...needed, "--max-tokens", "0"], "--max-tokens takes a whole number"],
  [[...needed, "--max-tokens", "1.5"], "--max-tokens takes a whole number"],
  [[...needed, "--speed"], "Unknown option '--speed'"],
  [[...needed, "stray"], "Unexpected argument 'stray'"],
])("refuses %j with the usage", (argv, sentence) => {
  expect(() => parseEmbedCommand(argv)).toThrow(sentence);
  expect(() => parseEmbedCommand(argv)).toThrow("Usage: npm run embed");
});
