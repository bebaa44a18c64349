/** Colours and type of a chart, taken from the page's tokens, so that one CSS file names every colour. */
export interface ChartTheme {
  readonly font: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly line: string;
  readonly surface: string;
  readonly accent: string;
  /** Semantic: for the better, for the worse; used only for meaning. */
  readonly good: string;
  readonly bad: string;
  readonly noise: string;
  /** Of segment 0, 1, …; of those beyond, the cycle of the first twelve starts again. */
  readonly segments: readonly string[];
  /** Diverging: below everybody, like everybody, above. */
  readonly low: string;
  readonly middle: string;
  readonly high: string;
}

export const segmentColours = 12;

/** token: value of a CSS custom property of the page, e.g. `ink-2` → `#5b5f66`. */
export function readTheme(read: (name: string) => string): ChartTheme {
  const token = (name: string) => wholeHex(read(name));
  return {
    font: token("sans"),
    ink: token("ink"),
    ink2: token("ink-2"),
    ink3: token("ink-3"),
    line: token("line"),
    surface: token("surface"),
    accent: token("accent"),
    good: token("good"),
    bad: token("bad"),
    noise: token("noise"),
    segments: Array.from({ length: segmentColours }, (_, i) => token(`s${i + 1}`)),
    low: token("low"),
    middle: token("middle"),
    high: token("high"),
  };
}

/** A build shortens #ffffff to #fff; who mixes colours wants six digits. */
function wholeHex(value: string): string {
  return value.replace(/^#([\da-f])([\da-f])([\da-f])$/i, "#$1$1$2$2$3$3");
}

/** A segment keeps its colour everywhere; the cycle starts again after twelve, told apart by shape. −1 is noise. */
export function segmentColour(theme: ChartTheme, segment: number): string {
  if (segment < 0) return theme.noise;
  return theme.segments[segment] ?? theme.segments[segment % segmentColours] ?? theme.noise;
}

const shapes = ["circle", "diamond", "triangle", "rect"] as const;

export function segmentShape(segment: number): (typeof shapes)[number] {
  return shapes[Math.floor(Math.max(segment, 0) / segmentColours) % shapes.length] ?? "circle";
}

/** Opacity of a segment's marks: faded unless it is in focus or nothing is. */
export function focusOpacity(segment: number, focus: readonly number[], full = 1): number {
  return focus.length === 0 || focus.includes(segment) ? full : full * 0.12;
}
