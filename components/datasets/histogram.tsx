"use client";

/** Twenty bars of equal width from the smallest to the largest value; the numbers stand beside it in words. */
export function Histogram({ bins, label }: { readonly bins: readonly number[]; readonly label: string }) {
  const most = Math.max(...bins);
  const step = 120 / bins.length;
  return (
    <svg role="img" aria-label={label} viewBox="0 0 120 28" className="h-7 w-[120px] flex-none">
      <title>{label}</title>
      <line x1="0" x2="120" y1="27.5" y2="27.5" stroke="var(--line-strong)" />
      {bins.map((rows, bin) => {
        const height = rows === 0 ? 0 : Math.max(1, (26 * rows) / most);
        return (
          <rect key={bin} x={bin * step + 0.5} y={27 - height} width={step - 1} height={height} fill="var(--accent)" />
        );
      })}
    </svg>
  );
}
