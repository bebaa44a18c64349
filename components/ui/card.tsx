import type { ReactNode } from "react";
import { cx } from "./class-names.ts";

interface CardProps {
  readonly title?: ReactNode;
  readonly meta?: ReactNode;
  /** Buttons at the end of the title line. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A framed part of a page, with its title line where it has one. */
export function Card({ title, meta, actions, children, className }: CardProps) {
  return (
    <section className={cx("card min-w-0", className)}>
      {title !== undefined && (
        <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-4 py-2">
          <h2>{title}</h2>
          {meta !== undefined && <span className="meta">{meta}</span>}
          {actions !== undefined && <div className="ml-auto flex items-center gap-2">{actions}</div>}
        </div>
      )}
      {children}
    </section>
  );
}
