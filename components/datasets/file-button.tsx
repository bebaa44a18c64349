"use client";

import { type ReactNode, useRef } from "react";
import { Button, type ButtonTone } from "../ui/button.tsx";

interface FileButtonProps {
  readonly tone?: ButtonTone;
  readonly busy?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ReactNode;
}

/** Opens the system's file dialogue. */
export function FileButton({ tone = "primary", busy = false, onFiles, children }: FileButtonProps) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button tone={tone} busy={busy} onClick={() => field.current?.click()}>
        {children}
      </Button>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        accept=".csv,.tsv,.txt,.dat,text/csv,text/tab-separated-values,text/plain"
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
