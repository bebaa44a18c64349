"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { inputLook } from "./field.tsx";
import { Icon } from "./icon.tsx";

interface EditableTextProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly maxLength?: number;
  readonly disabled?: boolean;
}

/** A text that becomes a field on click or Enter. Enter keeps the change, Escape drops it. */
export function EditableText({ label, value, onChange, maxLength = 80, disabled = false }: EditableTextProps) {
  const t = useTranslations("ui");
  const [draft, setDraft] = useState<string | null>(null);
  if (disabled) return <>{value}</>;
  if (draft === null) {
    return (
      <button
        type="button"
        onClick={() => setDraft(value)}
        aria-label={t("edit", { label, value })}
        className="group/edit inline-flex max-w-full items-center gap-1.5 rounded-md text-left hover:bg-sunken"
      >
        <span className="min-w-0 [overflow-wrap:anywhere]">{value}</span>
        <span className="text-ink-3 opacity-60 group-hover/edit:opacity-100 print:hidden">
          <Icon name="pencil" size={14} />
        </span>
      </button>
    );
  }
  function finish() {
    const next = (draft ?? "").trim();
    setDraft(null);
    if (next !== "" && next !== value) onChange(next);
  }
  return (
    <input
      // The field replaces the button that was pressed, so the focus goes where it was.
      ref={(field) => field?.focus()}
      aria-label={label}
      value={draft}
      maxLength={maxLength}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === "Enter") finish();
        if (event.key === "Escape") setDraft(null);
      }}
      className={`${inputLook} max-w-96 font-[inherit]`}
    />
  );
}
