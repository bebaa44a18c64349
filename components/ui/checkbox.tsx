import type { ComponentProps, ReactNode } from "react";

interface CheckboxProps extends Omit<ComponentProps<"input">, "type"> {
  readonly label: ReactNode;
}

export function Checkbox({ label, ...rest }: CheckboxProps) {
  return (
    <label className="inline-flex cursor-pointer items-start gap-2 text-sm">
      <input type="checkbox" {...rest} className="mt-px size-4 flex-none accent-accent" />
      <span className="min-w-0">{label}</span>
    </label>
  );
}
