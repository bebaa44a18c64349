"use client";

import { useTranslations } from "next-intl";
import { useDeferredValue, useId, useState } from "react";
import { PersonDialog } from "../segments/person-dialog.tsx";
import { Input } from "../ui/field.tsx";
import { usePeopleSearch } from "./use-map-data.ts";

interface PersonSearchProps {
  readonly runId: string;
  /** Brings the map to them. */
  readonly onFound: (row: number) => void;
}

/** Finds somebody by id: the map goes there, and their card opens. */
export function PersonSearch({ runId, onFound }: PersonSearchProps) {
  const t = useTranslations("runs");
  const id = useId();
  const [text, setText] = useState("");
  const [person, setPerson] = useState<number | null>(null);
  const found = usePeopleSearch(runId, useDeferredValue(text).trim());
  const items = text.trim() === "" ? [] : (found.data?.items ?? []);
  return (
    <div className="relative ml-auto">
      <Input
        type="search"
        role="combobox"
        aria-expanded={items.length > 0}
        aria-controls={id}
        aria-label={t("searchPerson")}
        placeholder={t("searchPerson")}
        className="w-44 py-0.5 text-xs"
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          const [first] = items;
          if (event.key !== "Enter" || !first) return;
          // Else the same press lands on the card's first button, which closes it.
          event.preventDefault();
          onFound(first.row);
          setPerson(first.row);
        }}
      />
      <ul
        id={id}
        aria-label={t("searchPerson")}
        hidden={items.length === 0}
        className="absolute right-0 z-20 mt-1 max-h-64 w-56 overflow-auto rounded-lg border border-line bg-surface p-1 shadow-float"
      >
        {items.map(({ userId, row }) => (
          <li key={row}>
            <button
              type="button"
              onClick={() => {
                onFound(row);
                setPerson(row);
                setText("");
              }}
              className="w-full rounded-md px-2 py-1 text-left text-xs [overflow-wrap:anywhere] hover:bg-sunken focus:bg-sunken"
            >
              {userId}
            </button>
          </li>
        ))}
      </ul>
      <PersonDialog runId={runId} row={person} onClose={() => setPerson(null)} />
    </div>
  );
}
