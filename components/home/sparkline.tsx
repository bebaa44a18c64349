import { segmentFill } from "../ui/dot.tsx";

interface SparklineProps {
  /** Oldest first, two or more. */
  readonly values: readonly number[];
  /** Place in the colour cycle. */
  readonly colour: number;
  readonly label: string;
}

const [width, height] = [72, 22];

/** A segment's size over its runs, from zero, so that a small change looks small; the last one is dotted. */
export function Sparkline({ values, colour, label }: SparklineProps) {
  const highest = Math.max(...values, 1);
  const points = values.map((value, i) => [
    3 + (i * (width - 6)) / Math.max(values.length - 1, 1),
    height - 3 - (value / highest) * (height - 6),
  ]);
  const stroke = segmentFill(colour);
  const [x, y] = points.at(-1) ?? [];
  return (
    <svg width={width} height={height} role="img" aria-label={label} className="flex-none overflow-visible">
      <title>{label}</title>
      <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} stroke="var(--line)" />
      <polyline points={points.join(" ")} fill="none" strokeWidth="1.5" style={{ stroke }} />
      <circle cx={x} cy={y} r="2.5" style={{ fill: stroke }} />
    </svg>
  );
}
