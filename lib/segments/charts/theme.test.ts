import { describe, expect, it } from "vitest";
import { pageTheme } from "./fixtures/themes.ts";
import { focusOpacity, readTheme, segmentColour, segmentColours, segmentShape } from "./theme.ts";

type Rgb = readonly [number, number, number];

/** Linear light of a hex colour. */
function linear(hex: string): Rgb {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function multiply(matrix: readonly Rgb[], [r, g, b]: Rgb): Rgb {
  const row = (i: number) => (matrix[i]?.[0] ?? 0) * r + (matrix[i]?.[1] ?? 0) * g + (matrix[i]?.[2] ?? 0) * b;
  return [row(0), row(1), row(2)];
}

/** How colours look with all cones, without L (protan) and without M (deutan): Machado, Oliveira & Fernandes 2009. */
const visions: readonly (readonly Rgb[])[] = [
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
];

/** OKLab (Ottosson 2020) of linear sRGB. */
function oklab(rgb: Rgb): Rgb {
  const cones = multiply(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb,
  );
  const [l, m, s] = cones.map((cone) => Math.cbrt(Math.max(cone, 0)));
  return multiply(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [l ?? 0, m ?? 0, s ?? 0],
  );
}

/** The distance of two colours to whoever tells them apart worst. */
function distance(first: string, second: string): number {
  const seen = visions.map((vision) => {
    const clip = (rgb: Rgb) => rgb.map((value) => Math.min(Math.max(value, 0), 1)) as unknown as Rgb;
    const a = oklab(clip(multiply(vision, linear(first))));
    const b = oklab(clip(multiply(vision, linear(second))));
    return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
  });
  return Math.min(...seen);
}

function contrast(first: string, second: string): number {
  const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const [high = 0, low = 0] = [luminance(linear(first)), luminance(linear(second))].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

describe.each(["light", "dark"] as const)("the %s theme", (mode) => {
  const theme = pageTheme(mode);

  it("names every colour that a chart asks for, as hex", () => {
    const { font, segments, ...colours } = theme;
    expect(font).toContain("Inter Variable");
    for (const colour of [...segments, ...Object.values(colours)]) expect(colour).toMatch(/^#[0-9a-f]{6}$/);
  });

  it("has segment colours that colour-blind readers tell apart, the first six best", () => {
    const pairs = theme.segments.flatMap((a, i) =>
      theme.segments.slice(0, i).map((b) => ({ i, distance: distance(a, b) })),
    );
    expect(pairs).toHaveLength(66);
    expect(Math.min(...pairs.filter(({ i }) => i < 6).map((pair) => pair.distance))).toBeGreaterThan(0.07);
    expect(Math.min(...pairs.map((pair) => pair.distance))).toBeGreaterThan(0.045);
  });

  it("keeps marks at 3:1 and texts at 4.5:1 against the surface", () => {
    for (const colour of theme.segments) expect(contrast(colour, theme.surface)).toBeGreaterThanOrEqual(2.95);
    for (const text of [theme.ink, theme.ink2, theme.ink3, theme.accent])
      expect(contrast(text, theme.surface)).toBeGreaterThanOrEqual(4.5);
  });

  it("has figures that can be read on every colour of the heat map", () => {
    for (const cell of [theme.low, theme.middle, theme.high])
      expect(contrast(theme.ink, cell)).toBeGreaterThanOrEqual(4.5);
  });
});

describe("segments", () => {
  const theme = pageTheme("light");

  it("keep their colour; from the thirteenth on the shape tells them apart", () => {
    expect(segmentColour(theme, 14)).toBe(segmentColour(theme, 2));
    expect(segmentShape(2)).toBe("circle");
    expect(segmentShape(2 + segmentColours)).toBe("diamond");
    expect(segmentColour(theme, -1)).toBe(theme.noise);
  });

  it("fade unless they are in focus or nothing is", () => {
    expect(focusOpacity(1, [])).toBe(1);
    expect(focusOpacity(1, [1, 2], 0.6)).toBe(0.6);
    expect(focusOpacity(1, [0])).toBeLessThan(0.2);
  });
});

describe("readTheme", () => {
  it("writes colours out that a build has shortened", () => {
    const theme = readTheme((name) => (name === "surface" ? "#fFa" : name === "ink" ? "#123456" : "Inter"));
    expect([theme.surface, theme.ink, theme.font]).toEqual(["#ffFFaa", "#123456", "Inter"]);
  });
});
