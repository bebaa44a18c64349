"use client";

import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "./class-names.ts";
import { closeOnEscape } from "./close-on-escape.ts";
import { Icon } from "./icon.tsx";
import { useReturnFocus } from "./use-return-focus.ts";

interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly text?: ReactNode;
  readonly children: ReactNode;
  /** Buttons at the foot, the main one last. */
  readonly actions?: ReactNode;
  readonly wide?: boolean;
  /** Nothing in it takes the focus, so the body does: it must scroll by keyboard. */
  readonly isText?: boolean;
}

/** A question on top of the page; Escape or a click beside it leaves everything as it was. */
export function Dialog({
  open,
  onOpenChange,
  title,
  text,
  children,
  actions,
  wide = false,
  isText = false,
}: DialogProps) {
  const t = useTranslations("ui");
  const focus = useReturnFocus();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-veil" />
        <Radix.Content
          {...focus}
          onKeyDown={closeOnEscape(() => onOpenChange(false))}
          {...(text === undefined ? { "aria-describedby": undefined } : {})}
          className={cx(
            "-translate-x-1/2 -translate-y-1/2 fixed top-1/2 left-1/2 z-40 flex max-h-[90dvh] w-[calc(100vw-32px)] animate-[appear_120ms] flex-col rounded-lg border border-line bg-surface shadow-float",
            wide ? "max-w-[760px]" : "max-w-[480px]",
          )}
        >
          <div className="flex items-start gap-3 border-line border-b px-5 py-3.5">
            <div className="min-w-0 flex-1">
              <Radix.Title className="font-semibold text-lg [overflow-wrap:anywhere]">{title}</Radix.Title>
              {text !== undefined && (
                <Radix.Description className="mt-0.5 text-ink-2 text-sm">{text}</Radix.Description>
              )}
            </div>
            <Radix.Close aria-label={t("close")} className="rounded-md p-1 text-ink-2 hover:bg-sunken">
              <Icon name="close" />
            </Radix.Close>
          </div>
          <div tabIndex={isText ? 0 : undefined} className="min-h-0 overflow-auto px-5 py-4 -outline-offset-2">
            {children}
          </div>
          {actions !== undefined && (
            <div className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">{actions}</div>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
