import { describe, expect, it } from "vitest";
import { formatBytes } from "./format-bytes.ts";

describe("formatBytes", () => {
  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1536, "1.5 kB"],
    [45_580_638, "46 MB"],
    [999_600_000, "1.0 GB"],
    [64 * 1024 ** 3, "69 GB"],
  ])("%d bytes are %s", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text.replace(" ", "\u00a0"));
  });
});
