"use client";

import { useTranslations } from "next-intl";
import type { DatasetDetailDto } from "../../lib/ingest/dataset-schema.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu, MenuItem } from "../ui/menu.tsx";
import { useDescribe } from "./use-datasets.ts";
import { useFileChooser } from "./use-file-chooser.tsx";

interface RefreshMenuProps {
  readonly dataset: DatasetDetailDto;
  readonly onFiles: (files: readonly File[], isReplacing: boolean) => void;
}

/** The ways to a next version; the one that is read stays in use until then. */
export function RefreshMenu({ dataset, onFiles }: RefreshMenuProps) {
  const t = useTranslations("datasets");
  const describe = useDescribe(dataset.id);
  const adding = useFileChooser((files) => onFiles(files, false));
  const replacing = useFileChooser((files) => onFiles(files, true));
  return (
    <>
      <Menu
        trigger={
          <Button busy={describe.isPending}>
            {t("refresh")}
            <Icon name="down" size={13} />
          </Button>
        }
      >
        <MenuItem onSelect={adding.choose}>{t("addFiles")}</MenuItem>
        <MenuItem onSelect={replacing.choose}>{t("replaceFiles")}</MenuItem>
        <MenuItem onSelect={() => describe.mutate({ tables: [...dataset.tables] })}>{t("changeDescription")}</MenuItem>
      </Menu>
      {adding.field}
      {replacing.field}
    </>
  );
}
