"use client";

import type { ReactNode } from "react";
import { Button, type ButtonTone } from "../ui/button.tsx";
import { useFileChooser } from "./use-file-chooser.tsx";

interface FileButtonProps {
  readonly tone?: ButtonTone;
  readonly busy?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ReactNode;
}

/** Opens the system's file dialogue. */
export function FileButton({ tone = "primary", busy = false, onFiles, children }: FileButtonProps) {
  const { choose, field } = useFileChooser(onFiles);
  return (
    <>
      <Button tone={tone} busy={busy} onClick={choose}>
        {children}
      </Button>
      {field}
    </>
  );
}
