"use client";

import { useTranslations } from "next-intl";
import type { MapLayout } from "../../lib/segments/segment-schema.ts";
import { Segmented } from "../ui/segmented.tsx";

interface LayoutSwitchProps {
  readonly value: MapLayout;
  readonly onChange: (layout: MapLayout) => void;
}

/** By what people are placed on a map. */
export function LayoutSwitch({ value, onChange }: LayoutSwitchProps) {
  const t = useTranslations("runs");
  return (
    <Segmented
      label={t("nearness.layout")}
      value={value}
      onChange={onChange}
      options={[
        { value: "axes", label: t("nearness.axes") },
        { value: "nearness", label: t("nearness.nearness") },
      ]}
    />
  );
}
