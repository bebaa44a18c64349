"use client";

import { useTranslations } from "next-intl";
import { Link, usePathname } from "../i18n/navigation.ts";
import { cx } from "../ui/class-names.ts";
import { Icon } from "../ui/icon.tsx";
import { Mark } from "../ui/mark.tsx";
import { isInRoom, rooms } from "./rooms.ts";

/** The way between rooms: a rail on the left, a bar at the bottom of a phone. */
export function Rail() {
  const t = useTranslations("shell");
  const pathname = usePathname();
  return (
    <nav
      aria-label={t("menu")}
      className="z-30 flex border-line bg-bg max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:justify-around max-sm:border-t max-sm:px-1 max-sm:py-1 sm:row-span-2 sm:w-[76px] sm:flex-col sm:items-center sm:gap-1 sm:border-r sm:py-2.5 print:hidden"
    >
      <Link href="/" aria-label="Clade" className="mb-2 rounded-md max-sm:hidden">
        <Mark />
      </Link>
      {rooms.map(({ id, href, icon }) => {
        const isHere = isInRoom(pathname, href);
        return (
          <Link
            key={id}
            href={href}
            aria-current={isHere ? "page" : undefined}
            className={cx(
              "grid w-16 sm:w-[70px] place-items-center gap-0.5 rounded-lg pt-1.5 pb-1 text-[11px] leading-[13px] transition-colors",
              isHere ? "bg-accent-soft text-accent" : "text-ink-3 hover:bg-sunken hover:text-ink",
              id === "settings" && "sm:mt-auto",
            )}
          >
            <Icon name={icon} size={20} />
            {t(`room.${id}`)}
          </Link>
        );
      })}
    </nav>
  );
}
