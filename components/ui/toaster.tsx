"use client";

import { useTranslations } from "next-intl";
import { Toast } from "radix-ui";
import { useSyncExternalStore } from "react";
import type { Localised } from "../../lib/core/localised.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Icon } from "./icon.tsx";

export interface ToastMessage {
  readonly tone: "good" | "bad";
  readonly text: Localised;
}

type Shown = ToastMessage & { readonly id: number };

let shown: readonly Shown[] = [];
let lastId = 0;
const none: readonly Shown[] = [];
const listeners = new Set<() => void>();

/** Tells somebody that something happened, from anywhere in the browser. */
export function showToast(message: ToastMessage): void {
  lastId += 1;
  change([...shown.slice(-3), { ...message, id: lastId }]);
}

function change(next: readonly Shown[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function Toaster() {
  const t = useTranslations("ui");
  const say = useLocalised();
  const messages = useSyncExternalStore(
    subscribe,
    () => shown,
    () => none,
  );
  return (
    <Toast.Provider label={t("notice")} duration={7000}>
      {messages.map(({ id, tone, text }) => (
        <Toast.Root
          key={id}
          onOpenChange={(open) => !open && change(shown.filter((message) => message.id !== id))}
          className="flex animate-[appear_120ms] items-start gap-3 rounded-lg border border-line bg-surface px-4 py-3 shadow-float"
        >
          <span className={tone === "good" ? "text-good" : "text-bad"}>
            <Icon name={tone === "good" ? "check" : "warning"} />
          </span>
          <Toast.Description className="min-w-0 flex-1 text-sm [overflow-wrap:anywhere]">{say(text)}</Toast.Description>
          <Toast.Close aria-label={t("close")} className="rounded-md p-0.5 text-ink-3 hover:text-ink">
            <Icon name="close" size={14} />
          </Toast.Close>
        </Toast.Root>
      ))}
      <Toast.Viewport
        label={t("notices", { hotkey: "F8" })}
        className="fixed right-4 bottom-4 z-50 grid w-[min(400px,calc(100vw-32px))] gap-2 max-sm:bottom-20"
      />
    </Toast.Provider>
  );
}
