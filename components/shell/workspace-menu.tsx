"use client";

import { useTranslations } from "next-intl";
import type { MeDto } from "../../lib/workspace/schema.ts";
import { Icon } from "../ui/icon.tsx";
import { Menu, MenuChoice } from "../ui/menu.tsx";
import { switchWorkspace } from "../workspace/sign-in-requests.ts";

/** Which shop is open; a menu for people of several. */
export function WorkspaceMenu({ me }: { readonly me: MeDto }) {
  const t = useTranslations("shell");
  const name = <span className="max-w-56 truncate font-semibold max-sm:max-w-32">{me.workspace.name}</span>;
  if (me.workspaces.length < 2) return name;
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className="flex min-w-0 items-center gap-1.5 rounded-md px-1 text-ink">
          {name}
          <span className="text-ink-3">
            <Icon name="down" size={14} />
          </span>
        </button>
      }
    >
      <MenuChoice
        label={t("workspaces")}
        value={me.workspace.id}
        options={me.workspaces.map(({ id, name: label }) => ({ value: id, label }))}
        onChange={switchWorkspace}
      />
    </Menu>
  );
}
