import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cx } from "./class-names.ts";

export type ButtonTone = "primary" | "plain" | "quiet" | "danger";

interface ButtonProps extends ComponentProps<"button"> {
  readonly tone?: ButtonTone;
  readonly size?: "small" | "medium";
  /** Draws its only child (a link) as a button. */
  readonly asChild?: boolean;
  /** Work is going on: the button waits and says so to screen readers. */
  readonly busy?: boolean;
}

const tones: Readonly<Record<ButtonTone, string>> = {
  primary: "border-accent bg-accent text-accent-ink hover:opacity-90",
  plain: "border-line-strong bg-surface text-ink hover:bg-sunken",
  quiet: "border-transparent bg-transparent text-ink-2 hover:bg-sunken hover:text-ink",
  danger: "border-transparent bg-bad-soft text-bad hover:opacity-90",
};

export function Button({
  tone = "plain",
  size = "medium",
  asChild = false,
  busy = false,
  className,
  ...rest
}: ButtonProps) {
  const Element = asChild ? Slot.Root : "button";
  const kind = asChild ? {} : { type: rest.type ?? ("button" as const), disabled: busy || rest.disabled };
  return (
    <Element
      {...rest}
      {...kind}
      aria-busy={busy || undefined}
      className={cx(
        "inline-flex flex-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium transition-[background-color,opacity]",
        size === "small" ? "px-2.5 py-[3px] text-xs" : "px-3 py-1.5 text-sm",
        "disabled:opacity-50",
        busy && "animate-[breathe_1.2s_infinite]",
        tones[tone],
        className,
      )}
    />
  );
}
