"use client";

import { Popover as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { closeOnEscape } from "./close-on-escape.ts";

interface PopoverProps {
  readonly trigger: ReactNode;
  readonly label: string;
  readonly children: ReactNode;
  readonly align?: "start" | "center" | "end";
}

export function Popover({ trigger, label, children, align = "end" }: PopoverProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Radix.Root open={isOpen} onOpenChange={setOpen}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          onKeyDown={closeOnEscape(() => setOpen(false))}
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 w-[min(380px,calc(100vw-16px))] rounded-lg border border-line bg-surface shadow-float"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
