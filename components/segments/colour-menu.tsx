"use client";

import { useTranslations } from "next-intl";
import { Dot } from "../ui/dot.tsx";
import { Menu, MenuChoice } from "../ui/menu.tsx";

interface ColourMenuProps {
  readonly colour: number;
  readonly lap: number;
  readonly disabled: boolean;
  readonly onChange: (colour: number) => void;
}

/** A segment's colour, one of the twelve that stay apart for every kind of sight. */
export function ColourMenu({ colour, lap, disabled, onChange }: ColourMenuProps) {
  const t = useTranslations("segments");
  if (disabled) return <Dot colour={colour} lap={lap} />;
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={t("colourOf", { colour: colour + 1 })}
          className="grid size-7 flex-none place-items-center rounded-md hover:bg-sunken"
        >
          <Dot colour={colour} lap={lap} />
        </button>
      }
    >
      <MenuChoice
        label={t("colour")}
        value={String(colour)}
        onChange={(next) => onChange(Number(next))}
        options={Array.from({ length: 12 }, (_, i) => ({
          value: String(i),
          label: (
            <span className="flex items-center gap-2">
              <Dot colour={i} lap={lap} />
              {t("colourNumber", { number: i + 1 })}
            </span>
          ),
        }))}
      />
    </Menu>
  );
}
