import type { ReactNode } from "react";

interface EmptyStateProps {
  readonly picture?: ReactNode;
  readonly title: ReactNode;
  readonly text: ReactNode;
  readonly actions?: ReactNode;
  /** It is all that the page has: its title is the page's. */
  readonly isPage?: boolean;
}

/** An empty page teaches the next step. */
export function EmptyState({ picture, title, text, actions, isPage = false }: EmptyStateProps) {
  const Heading = isPage ? "h1" : "h2";
  return (
    <div className="grid place-items-center gap-3 px-6 py-14 text-center">
      {picture}
      <Heading className="text-lg">{title}</Heading>
      <p className="max-w-[56ch] text-ink-2">{text}</p>
      {actions !== undefined && <div className="mt-1 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
