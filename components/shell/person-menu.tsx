"use client";

import { useTranslations } from "next-intl";
import type { Locale } from "../../lib/core/localised.ts";
import type { MeDto } from "../../lib/workspace/schema.ts";
import { Icon } from "../ui/icon.tsx";
import { Menu, MenuChoice, MenuItem, MenuLine } from "../ui/menu.tsx";
import { signOut } from "../workspace/sign-in-requests.ts";
import { useLanguage } from "./use-language.ts";
import { setTheme, type Theme, useTheme } from "./use-theme.ts";

const languages: readonly { readonly value: Locale; readonly label: string }[] = [
  { value: "en", label: "English" },
  { value: "zh", label: "简体中文" },
];

export function PersonMenu({ me }: { readonly me: MeDto }) {
  const t = useTranslations("shell");
  const [locale, setLocale] = useLanguage();
  const theme = useTheme();
  const themes: readonly { readonly value: Theme; readonly label: string }[] = [
    { value: "system", label: t("system") },
    { value: "light", label: t("light") },
    { value: "dark", label: t("dark") },
  ];
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={t("account", { name: me.name })}
          className="grid size-7 flex-none place-items-center rounded-full bg-accent-soft font-semibold text-[11px] text-accent"
        >
          {initials(me.name)}
        </button>
      }
    >
      <div className="px-2.5 pt-1.5 pb-1">
        <div className="font-medium">{me.name}</div>
        <div className="meta">{t("emailAndRole", { email: me.email, role: t(`role.${me.role}`) })}</div>
      </div>
      <MenuLine />
      <MenuChoice label={t("language")} value={locale} options={languages} onChange={setLocale} />
      <MenuLine />
      <MenuChoice label={t("theme")} value={theme} options={themes} onChange={setTheme} />
      <MenuLine />
      <MenuItem onSelect={signOut}>
        <span className="w-4">
          <Icon name="leave" size={14} />
        </span>
        {t("signOut")}
      </MenuItem>
    </Menu>
  );
}

/** MK of "Mira Kovač", 李 of "李明". */
function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => [...(word ?? "")][0]?.toUpperCase() ?? "").join("");
}
