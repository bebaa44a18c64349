"use client";

import { useTranslations } from "next-intl";
import { type DragEvent, type ReactNode, useState } from "react";
import { Icon } from "../ui/icon.tsx";

interface DropTargetProps {
  readonly onFiles: (files: readonly File[]) => void;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

/** The whole page takes files that are dropped on it. Who uses no mouse has the button of the page. */
export function DropTarget({ onFiles, disabled = false, children }: DropTargetProps) {
  const t = useTranslations("datasets");
  // Entering a child leaves its parent, so depth tells whether the pointer is still over the page.
  const [depth, setDepth] = useState(0);
  const holdsFiles = (event: DragEvent) => !disabled && event.dataTransfer.types.includes("Files");
  return (
    <section
      aria-label={t("dropArea")}
      onDragEnter={(event) => holdsFiles(event) && setDepth(depth + 1)}
      onDragLeave={(event) => holdsFiles(event) && setDepth(Math.max(0, depth - 1))}
      onDragOver={(event) => holdsFiles(event) && event.preventDefault()}
      onDrop={(event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setDepth(0);
        const files = [...event.dataTransfer.files];
        if (files.length > 0) onFiles(files);
      }}
      className="min-h-[calc(100dvh-130px)]"
    >
      {children}
      {depth > 0 && (
        <div className="pointer-events-none fixed inset-3 z-40 grid place-items-center rounded-lg border-2 border-accent border-dashed bg-accent-soft text-accent opacity-95">
          <span className="grid justify-items-center gap-2 text-lg font-semibold">
            <Icon name="upload" size={32} />
            {t("dropHere")}
          </span>
        </div>
      )}
    </section>
  );
}
