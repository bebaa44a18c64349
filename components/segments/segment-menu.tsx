"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { SegmentDetailDto } from "../../lib/segments/segment-schema.ts";
import { sendJson } from "../api/request.ts";
import { useRouter } from "../i18n/navigation.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu, MenuItem } from "../ui/menu.tsx";
import { FixSegmentDialog } from "./fix-segment-dialog.tsx";

interface SegmentMenuProps {
  readonly segment: SegmentDetailDto;
  readonly name: string;
  /** Back to the name that Clade made up. */
  readonly onReset: () => void;
}

export function SegmentMenu({ segment, name, onReset }: SegmentMenuProps) {
  const t = useTranslations("segments");
  const router = useRouter();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [isFixing, setFixing] = useState(false);
  const remove = useMutation({
    mutationFn: () => sendJson<void>("DELETE", `/segments/${segment.id}`),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["segments", "list"] });
      router.push(`/runs/${segment.runId}`);
    },
  });
  const isDrawn = segment.index === null;
  const isNone = segment.index !== null && segment.index < 0;
  const mayBeFixed = !segment.isFixed && !isNone;
  if (!isDrawn && !mayBeFixed && segment.ownName === null) return null;
  return (
    <>
      <Menu
        trigger={
          <button
            type="button"
            aria-label={t("more")}
            className="grid size-8 place-items-center rounded-md text-ink-2 hover:bg-sunken"
          >
            <Icon name="more" />
          </button>
        }
      >
        {mayBeFixed && <MenuItem onSelect={() => setFixing(true)}>{t("fix.open")}</MenuItem>}
        {segment.ownName !== null && <MenuItem onSelect={onReset}>{t("resetName")}</MenuItem>}
        {isDrawn && (
          <MenuItem danger onSelect={() => setAsking(true)}>
            {t("delete")}
          </MenuItem>
        )}
      </Menu>
      {isFixing && <FixSegmentDialog segment={segment} name={name} onClose={() => setFixing(false)} />}
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t("deleteTitle")}
        text={t("deleteText")}
        verb={t("delete")}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      />
    </>
  );
}
