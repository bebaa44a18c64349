import type { ReactNode } from "react";

interface PageHeaderProps {
  /** The finding of the page, not its kind, where there is one. */
  readonly title: ReactNode;
  readonly crumbs?: ReactNode;
  readonly meta?: ReactNode;
  readonly chips?: ReactNode;
  readonly actions?: ReactNode;
}

/** Actions stand beside the crumbs, or the title where there are none, and leave the title the whole width; on a phone they come last. */
export function PageHeader({ title, crumbs, meta, chips, actions }: PageHeaderProps) {
  const said = (
    <>
      <h1 className="max-w-[96ch] [overflow-wrap:anywhere]">{title}</h1>
      {meta !== undefined && <p className="meta mt-1 max-w-[100ch]">{meta}</p>}
      {chips !== undefined && <div className="mt-2 flex flex-wrap gap-1.5">{chips}</div>}
    </>
  );
  const done = actions !== undefined && (
    <div className="flex flex-wrap items-center gap-2 max-md:order-last print:hidden">{actions}</div>
  );
  if (crumbs === undefined)
    return (
      <header className="mb-4 flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 flex-[1_1_420px]">{said}</div>
        {done}
      </header>
    );
  return (
    <header className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-1">
      <div className="meta min-w-0 flex-1">{crumbs}</div>
      {done}
      <div className="w-full">{said}</div>
    </header>
  );
}
