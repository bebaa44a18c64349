import type { ReactNode } from "react";

/** One card of the form. */
export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="card grid gap-4 px-5 py-4">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** A labelled choice that is no single field. */
export function Choice({
  label,
  help,
  children,
}: {
  readonly label: string;
  readonly help: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="grid content-start gap-1">
      <span className="font-medium text-sm">{label}</span>
      <div>{children}</div>
      <p className="meta">{help}</p>
    </div>
  );
}
