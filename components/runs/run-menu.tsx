"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { RunDto } from "../../lib/runs/schema.ts";
import { sendJson } from "../api/request.ts";
import { useRouter } from "../i18n/navigation.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu, MenuItem, MenuLine } from "../ui/menu.tsx";
import { useMay } from "../workspace/use-me.ts";

/** The report to take away, and the end of a run. */
export function RunMenu({ run }: { readonly run: RunDto }) {
  const t = useTranslations("runs");
  const router = useRouter();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const mayDelete = useMay("analyst");
  const remove = useMutation({
    mutationFn: () => sendJson<void>("DELETE", `/runs/${run.id}`),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["runs", "list"] });
      void client.invalidateQueries({ queryKey: ["segments"] });
      router.push("/runs");
    },
  });
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
        <MenuItem asChild>
          <a href={`/api/v1/runs/${run.id}/report`} download>
            <Icon name="file" />
            {t("report")}
          </a>
        </MenuItem>
        {mayDelete && (
          <>
            <MenuLine />
            <MenuItem danger onSelect={() => setAsking(true)}>
              {t("delete")}
            </MenuItem>
          </>
        )}
      </Menu>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t("deleteTitle", { number: run.number })}
        text={t("deleteText")}
        verb={t("delete")}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      />
    </>
  );
}
