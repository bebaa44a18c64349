import type { ReactNode } from "react";

interface EmptyStateProps {
  readonly picture?: ReactNode;
  readonly title: ReactNode;
  readonly text: ReactNode;
  readonly actions?: ReactNode;
}

/** An empty page teaches the next step. */
export function EmptyState({ picture, title, text, actions }: EmptyStateProps) {
  return (
    <div className="grid place-items-center gap-3 px-6 py-14 text-center">
      {picture}
      <h2 className="text-lg">{title}</h2>
      <p className="max-w-[56ch] text-ink-2">{text}</p>
      {actions !== undefined && <div className="mt-1 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
