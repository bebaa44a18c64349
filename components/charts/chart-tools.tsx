"use client";

import { useTranslations } from "next-intl";
import { ToolButton, ToolGroup } from "./tool-group.tsx";

interface ChartToolsProps {
  readonly title: string;
  readonly isTwin: boolean;
  readonly onTwin: () => void;
  readonly onSave: (kind: "png" | "csv") => void;
}

/** What every chart offers: its table, its picture, its numbers. */
export function ChartTools({ title, isTwin, onTwin, onSave }: ChartToolsProps) {
  const t = useTranslations("charts");
  return (
    <ToolGroup>
      <ToolButton label={t("showTable", { title })} isOn={isTwin} onPress={onTwin}>
        {t("table")}
      </ToolButton>
      <ToolButton label={t("downloadPng", { title })} onPress={() => onSave("png")}>
        {t("png")}
      </ToolButton>
      <ToolButton label={t("downloadCsv", { title })} onPress={() => onSave("csv")}>
        {t("csv")}
      </ToolButton>
    </ToolGroup>
  );
}
