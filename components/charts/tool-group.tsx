import type { ReactNode } from "react";

/** Small buttons side by side in one frame. */
export function ToolGroup({ children, label }: { readonly children: ReactNode; readonly label?: string }) {
  return (
    <fieldset
      aria-label={label}
      className="inline-flex flex-none overflow-hidden rounded-md border border-line [&>*]:border-line [&>*:not(:first-child)]:border-l"
    >
      {children}
    </fieldset>
  );
}

interface ToolButtonProps {
  /** Whole sentence for screen readers; shown on hover too. */
  readonly label: string;
  readonly isOn?: boolean;
  readonly disabled?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

export function ToolButton({ label, isOn, disabled = false, onPress, children }: ToolButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      disabled={disabled}
      {...(isOn === undefined ? {} : { "aria-pressed": isOn })}
      onClick={onPress}
      className="-outline-offset-2 bg-surface px-2 py-1 text-ink-2 text-xs hover:text-ink disabled:opacity-50 aria-pressed:bg-accent-soft aria-pressed:text-accent"
    >
      {children}
    </button>
  );
}
