interface ProgressBarProps {
  readonly label: string;
  /** 0…1; null while nobody knows. */
  readonly fraction: number | null;
}

export function ProgressBar({ label, fraction }: ProgressBarProps) {
  const percent = fraction === null ? undefined : Math.round(100 * fraction);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent === undefined ? {} : { "aria-valuenow": percent })}
      className="h-1.5 overflow-hidden rounded-full bg-line"
    >
      <div
        className={`h-full rounded-full bg-accent transition-[width] ${fraction === null ? "w-1/3 animate-[breathe_1.2s_infinite]" : ""}`}
        style={percent === undefined ? undefined : { width: `${Math.max(percent, 2)}%` }}
      />
    </div>
  );
}

/** A fraction as a small ring. */
export function ProgressRing({ fraction }: { readonly fraction: number | null }) {
  const around = 2 * Math.PI * 5.5;
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" className="-rotate-90 flex-none">
      <circle cx="7" cy="7" r="5.5" fill="none" stroke="var(--line-strong)" strokeWidth="2" />
      {fraction !== null && (
        <circle
          cx="7"
          cy="7"
          r="5.5"
          fill="none"
          stroke="var(--accent)"
          strokeWidth="2"
          strokeDasharray={`${around * fraction} ${around}`}
        />
      )}
    </svg>
  );
}
