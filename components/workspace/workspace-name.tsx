"use client";

import { useTranslations } from "next-intl";
import { EditableText } from "../ui/editable-text.tsx";
import { useMay, useMe } from "./use-me.ts";
import { useRenameWorkspace } from "./use-workspace.ts";

export function WorkspaceName() {
  const t = useTranslations("workspace");
  const { workspace } = useMe();
  const rename = useRenameWorkspace();
  const name = rename.isPending ? rename.variables : workspace.name;
  return (
    <div className="max-w-72">
      <div className="meta">{t("nameSaved")}</div>
      <EditableText label={t("nameSaved")} value={name} onChange={rename.mutate} disabled={!useMay("admin")} />
    </div>
  );
}
