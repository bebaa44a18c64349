/** Small line drawings of the three steps; decoration beside words that say the same. */
function frame(left: number, width: number) {
  return { width, height: 62, viewBox: `${left} 5 ${width} 62`, fill: "none" } as const;
}

export function TablePicture() {
  return (
    <svg {...frame(13, 70)} aria-hidden="true">
      <rect x="14" y="8" width="68" height="56" rx="6" fill="var(--surface)" stroke="var(--line-strong)" />
      <path d="M14 22h68M14 36h68M14 50h68M37 8v56M60 8v56" stroke="var(--line)" />
      <rect x="19" y="12.5" width="13" height="5" rx="2.5" fill="var(--s1)" />
      <rect x="42" y="12.5" width="13" height="5" rx="2.5" fill="var(--s2)" />
      <rect x="65" y="12.5" width="12" height="5" rx="2.5" fill="var(--s4)" />
      <path
        d="M19 29h12M42 29h9M65 29h10M19 43h9M42 43h12M65 43h7M19 57h12M42 57h7M65 57h11"
        stroke="var(--ink-3)"
        strokeWidth="2"
        strokeLinecap="round"
        opacity=".5"
      />
    </svg>
  );
}

const cloud: readonly (readonly [number, number, number])[] = [
  [24, 22, 1],
  [30, 18, 1],
  [28, 28, 1],
  [36, 24, 1],
  [20, 30, 1],
  [33, 32, 1],
  [26, 36, 1],
  [62, 18, 2],
  [70, 22, 2],
  [66, 28, 2],
  [76, 18, 2],
  [72, 30, 2],
  [48, 52, 4],
  [54, 46, 4],
  [58, 54, 4],
  [42, 56, 4],
  [64, 50, 4],
  [52, 60, 4],
  [60, 60, 4],
];

export function CloudPicture() {
  return (
    <svg {...frame(7, 82)} aria-hidden="true">
      <rect x="8" y="6" width="80" height="60" rx="6" fill="var(--surface)" stroke="var(--line-strong)" />
      {cloud.map(([x, y, segment]) => (
        <circle key={`${x}-${y}`} cx={x} cy={y} r="2.6" fill={`var(--s${segment})`} />
      ))}
    </svg>
  );
}

export function ListPicture() {
  return (
    <svg {...frame(13, 76)} aria-hidden="true">
      <rect x="14" y="8" width="52" height="56" rx="6" fill="var(--surface)" stroke="var(--line-strong)" />
      {[19, 31, 43, 55].map((y, row) => (
        <g key={y}>
          <rect x="21" y={y - 4} width="8" height="8" rx="2.5" fill={`var(--s${[1, 1, 2, 4][row]})`} />
          <path
            d={`M35 ${y}h${[22, 16, 24, 18][row]}`}
            stroke="var(--ink-3)"
            strokeWidth="2"
            strokeLinecap="round"
            opacity=".5"
          />
        </g>
      ))}
      <path
        d="M72 36h16M81 29l7 7-7 7"
        stroke="var(--accent)"
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
