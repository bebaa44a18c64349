import type { ReactNode } from "react";

interface PageHeaderProps {
  /** The finding of the page, not its kind, where there is one. */
  readonly title: ReactNode;
  readonly crumbs?: ReactNode;
  readonly meta?: ReactNode;
  readonly chips?: ReactNode;
  readonly actions?: ReactNode;
}

export function PageHeader({ title, crumbs, meta, chips, actions }: PageHeaderProps) {
  return (
    <header className="mb-4 flex flex-wrap items-start gap-x-4 gap-y-3">
      <div className="min-w-0 flex-[1_1_420px]">
        {crumbs !== undefined && <div className="meta mb-1">{crumbs}</div>}
        <h1 className="max-w-[84ch] [overflow-wrap:anywhere]">{title}</h1>
        {meta !== undefined && <p className="meta mt-1 max-w-[100ch]">{meta}</p>}
        {chips !== undefined && <div className="mt-2 flex flex-wrap gap-1.5">{chips}</div>}
      </div>
      {actions !== undefined && <div className="flex flex-wrap items-center gap-2 pt-0.5 print:hidden">{actions}</div>}
    </header>
  );
}
