interface ShareBarsProps {
  /** Place in the colour cycle. */
  readonly colour: number;
  readonly share: number;
  readonly revenueShare: number | null;
  /** The share that fills the whole width. */
  readonly full: number;
}

/** Two small bars on one scale: people above, their revenue below. */
export function ShareBars({ colour, share, revenueShare, full }: ShareBarsProps) {
  const fill = colour < 0 ? "var(--noise)" : `var(--s${(colour % 12) + 1})`;
  const width = (part: number) => `${Math.max((100 * part) / (full || 1), 0.8).toFixed(1)}%`;
  return (
    <svg width="120" height="16" aria-hidden="true" className="flex-none">
      <rect
        y={revenueShare === null ? 5 : 0}
        width={width(share)}
        height="6"
        rx="3"
        style={{ fill }}
        opacity={revenueShare === null ? 1 : 0.45}
      />
      {revenueShare !== null && <rect y="9" width={width(revenueShare)} height="6" rx="3" style={{ fill }} />}
    </svg>
  );
}
