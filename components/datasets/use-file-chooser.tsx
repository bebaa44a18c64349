"use client";

import { type ReactNode, useRef } from "react";

/** The system's file dialogue: how to open it, and the field that has to stand somewhere on the page. */
export function useFileChooser(onFiles: (files: readonly File[]) => void): {
  readonly choose: () => void;
  readonly field: ReactNode;
} {
  const field = useRef<HTMLInputElement>(null);
  return {
    choose: () => field.current?.click(),
    field: (
      <input
        ref={field}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        accept=".csv,.tsv,.txt,.dat,.gz,.zip,.xlsx,text/csv,text/tab-separated-values,text/plain"
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    ),
  };
}
