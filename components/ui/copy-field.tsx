"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

interface CopyFieldProps {
  readonly label: string;
  readonly value: string;
}

/** A link or key to take along, with a button that copies it. */
export function CopyField({ label, value }: CopyFieldProps) {
  const t = useTranslations("ui");
  const [copied, setCopied] = useState(false);
  async function copy() {
    await navigator.clipboard?.writeText(value);
    setCopied(true);
  }
  return (
    <div className="flex gap-2">
      <input
        readOnly
        aria-label={label}
        value={value}
        onFocus={(event) => event.target.select()}
        className="min-w-0 flex-1 rounded-md border border-line bg-sunken px-2.5 py-1.5 font-mono text-xs"
      />
      <Button onClick={copy} aria-live="polite">
        <Icon name={copied ? "check" : "copy"} size={14} />
        {copied ? t("copied") : t("copy")}
      </Button>
    </div>
  );
}
