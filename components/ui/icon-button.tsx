import type { ComponentProps, ReactNode } from "react";
import { cx } from "./class-names.ts";
import { Tooltip } from "./tooltip.tsx";

interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
  readonly label: string;
  readonly icon: ReactNode;
}

/** A button of one picture; its name shows on hover and focus. */
export function IconButton({ label, icon, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        className={cx(
          "grid size-8 flex-none place-items-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink",
          className,
        )}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
