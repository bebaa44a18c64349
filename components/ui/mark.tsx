/** Clade's mark: one stem that branches into coloured dots. */
export function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" className="flex-none text-ink">
      <path
        d="M16 30V19M16 19C16 13 8 14 8 8M16 19c0-6 8-5 8-11M16 19V6"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <circle cx="8" cy="6" r="3.4" fill="var(--s1)" />
      <circle cx="16" cy="4.4" r="3.4" fill="var(--s2)" />
      <circle cx="24" cy="6" r="3.4" fill="var(--s4)" />
    </svg>
  );
}
