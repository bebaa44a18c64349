/** The colour of a place in the cycle, from 0; −1 is noise. */
export function segmentFill(colour: number): string {
  return colour < 0 ? "var(--noise)" : `var(--s${(colour % 12) + 1})`;
}

/** A segment's colour, 0…11 in the cycle; −1 is noise. From the thirteenth on, `lap` hatches it. */
export function Dot({ colour, lap = 0 }: { readonly colour: number; readonly lap?: number }) {
  const fill = segmentFill(colour);
  const turn = [45, -45, 90][(lap - 1) % 3] ?? 45;
  const mask = lap === 0 ? undefined : `repeating-linear-gradient(${turn}deg, black 0 2px, transparent 2px 3.5px)`;
  return <span aria-hidden="true" className="dot" style={{ background: fill, maskImage: mask }} />;
}
