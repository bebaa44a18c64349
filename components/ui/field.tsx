"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { cx } from "./class-names.ts";

export const inputLook =
  "w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-ink text-sm disabled:opacity-60 aria-invalid:border-bad";

interface FieldProps {
  readonly label: ReactNode;
  readonly help?: ReactNode;
  readonly problem?: ReactNode;
  readonly className?: string;
  /** Gets the ids that tie label, help and problem to the control. */
  readonly children: (ids: { id: string; "aria-describedby": string; "aria-invalid": boolean }) => ReactNode;
}

/** A labelled control with one line of help, and what is wrong with it. */
export function Field({ label, help, problem, className, children }: FieldProps) {
  const id = useId();
  const bad = Boolean(problem);
  return (
    <div className={cx("grid content-start gap-1", className)}>
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      {children({ id, "aria-describedby": `${id}-note`, "aria-invalid": bad })}
      <p id={`${id}-note`} className={cx("meta empty:hidden", bad && "text-bad")}>
        {bad ? problem : help}
      </p>
    </div>
  );
}

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={cx(inputLook, className)} />;
}

/** The browser's own list: reachable by keyboard and by thumb, in every language. */
export function Select({ className, ...rest }: ComponentProps<"select">) {
  return <select {...rest} className={cx(inputLook, "cursor-pointer pr-7", className)} />;
}
