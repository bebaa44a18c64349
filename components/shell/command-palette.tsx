"use client";

import { useTranslations } from "next-intl";
import { Dialog } from "radix-ui";
import { type KeyboardEvent, useId, useState } from "react";
import { cx } from "../ui/class-names.ts";
import { closeOnEscape } from "../ui/close-on-escape.ts";
import { Icon } from "../ui/icon.tsx";
import { useReturnFocus } from "../ui/use-return-focus.ts";
import { type Command, findCommands } from "./find-commands.ts";
import { useCommands } from "./use-commands.ts";

interface CommandPaletteProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Type a few letters, press Enter: reaches every page, segment, dataset and action. */
export function CommandPalette({ open, onOpenChange }: CommandPaletteProps) {
  const t = useTranslations("shell");
  const focus = useReturnFocus();
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-veil" />
        <Dialog.Content
          {...focus}
          onKeyDown={closeOnEscape(() => onOpenChange(false))}
          aria-describedby={undefined}
          className="-translate-x-1/2 fixed top-[12dvh] left-1/2 z-50 w-[calc(100vw-24px)] max-w-[600px] animate-[appear_120ms] overflow-hidden rounded-lg border border-line bg-surface shadow-float"
        >
          <Dialog.Title className="sr-only">{t("palette")}</Dialog.Title>
          <Search close={() => onOpenChange(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Search({ close }: { readonly close: () => void }) {
  const t = useTranslations("shell");
  const list = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const found = findCommands(useCommands(true), typed);
  const chosen = found[Math.min(at, found.length - 1)];

  function act(command: Command | undefined) {
    if (command === undefined) return;
    close();
    command.run();
  }
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((found.length + Math.min(at, found.length - 1) + step) % Math.max(1, found.length));
    }
    if (event.key === "Enter" && !event.nativeEvent.isComposing) act(chosen);
  }
  return (
    <>
      <div className="flex items-center gap-2.5 border-line border-b px-4 text-ink-3">
        <Icon name="search" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={chosen && `${list}-${chosen.id}`}
          aria-label={t("palette")}
          placeholder={t("paletteHint")}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          className="min-w-0 flex-1 bg-transparent py-3 text-ink outline-none"
        />
      </div>
      <p role="status" className={found.length > 0 ? "sr-only" : "px-4 py-6 text-center text-ink-2"}>
        {t("found", { count: found.length })}
      </p>
      <div id={list} role="listbox" aria-label={t("palette")} className="max-h-[50dvh] overflow-y-auto p-1 empty:p-0">
        {found.map((command, index) => (
          <button
            type="button"
            tabIndex={-1}
            key={command.id}
            id={`${list}-${command.id}`}
            ref={command === chosen ? intoView : undefined}
            role="option"
            aria-selected={command === chosen}
            onClick={() => act(command)}
            onPointerMove={() => setAt(index)}
            className={cx(
              "flex w-full items-baseline gap-3 rounded-md px-3 py-1.5 text-left",
              command === chosen && "bg-accent-soft",
            )}
          >
            <span className="min-w-0 flex-none max-w-[60%] truncate">{command.label}</span>
            <span className={cx("meta min-w-0 flex-1 truncate", command === chosen && "text-ink-2")}>
              {command.meta}
            </span>
            {command.group !== found[index - 1]?.group && (
              <span className={cx("meta flex-none", command === chosen && "text-ink-2")}>{command.group}</span>
            )}
          </button>
        ))}
      </div>
    </>
  );
}

function intoView(row: HTMLElement | null): void {
  row?.scrollIntoView({ block: "nearest" });
}
