"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import type { MeDto } from "../../lib/workspace/schema.ts";
import { FirstMe } from "../workspace/use-me.ts";
import { CommandPalette } from "./command-palette.tsx";
import { Rail } from "./rail.tsx";
import { TopBar } from "./top-bar.tsx";
import { useLiveEvents } from "./use-live-events.ts";

/** The frame of every page behind the sign-in: rail, top bar, palette. */
export function AppShell({ me, children }: { readonly me: MeDto; readonly children: ReactNode }) {
  const t = useTranslations("shell");
  useLiveEvents();
  const [isSearching, setSearching] = useState(false);
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setSearching((open) => !open);
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <FirstMe value={me}>
      <a
        href="#page"
        className="-left-[999px] focus:-left-0 absolute z-50 rounded-md bg-surface px-3 py-1.5 focus:top-2 focus:left-4"
      >
        {t("skip")}
      </a>
      <div className="grid h-dvh grid-cols-1 grid-rows-[48px_minmax(0,1fr)] sm:grid-cols-[76px_minmax(0,1fr)] print:block print:h-auto">
        <Rail />
        <TopBar onSearch={() => setSearching(true)} />
        <main
          id="page"
          tabIndex={-1}
          className="relative overflow-y-auto overflow-x-hidden px-6 pt-5 pb-8 outline-none [scrollbar-gutter:stable] [scrollbar-width:thin] max-sm:px-4 max-sm:pb-20 max-sm:[scrollbar-width:none] print:overflow-visible print:p-0"
        >
          <div className="mx-auto max-w-[1480px]">{children}</div>
        </main>
      </div>
      <CommandPalette open={isSearching} onOpenChange={setSearching} />
    </FirstMe>
  );
}
