"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import type { ModelDto } from "../../lib/embedding/model-schema.ts";
import type { RunConfig } from "../../lib/runs/schema.ts";
import { Link } from "../i18n/navigation.ts";
import { useModels } from "../models/use-models.ts";
import { Field, Select } from "../ui/field.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Choice } from "./settings-part.tsx";

type TextBlock = RunConfig["embedding"]["text"];

interface ModelFieldProps {
  readonly text: TextBlock;
  /** A student may learn from the bundled model. */
  readonly mayBeBundled: boolean;
  readonly onChange: (text: TextBlock) => void;
}

/** Which model of this machine; those of the catalogue that are not here lead to Settings, where they are downloaded. */
export function ModelField({ text, mayBeBundled, onChange }: ModelFieldProps) {
  const t = useTranslations("runs");
  const models = useModels();
  const items = models.data?.items ?? [];
  const here = items.filter(isHere);
  const chosen = here.find(({ id }) => id === text.model);
  const [first] = here;
  const change = (model: ModelDto | undefined) => {
    const precisions = model?.files.filter((file) => file.isHere).map(({ precision }) => precision) ?? [];
    const precision = precisions.includes(text.precision) ? text.precision : (precisions[0] ?? "int8");
    onChange({ ...text, model: model?.id ?? null, precision });
  };
  useEffect(() => {
    if (text.model === null && !mayBeBundled && first) change(first);
  });
  const away = items.filter((model) => !isHere(model));
  const hasBoth = chosen?.files.every((file) => file.isHere) ?? false;
  return (
    <>
      <Field
        label={t(mayBeBundled ? "model.teacher" : "model.label")}
        problem={models.data && !mayBeBundled && here.length === 0 ? t("model.none") : undefined}
        help={
          <>
            {away.length > 0 && t("model.away", { count: away.length })}{" "}
            <Link href="/settings?tab=models" className="text-accent hover:underline">
              {t("model.toSettings")}
            </Link>
          </>
        }
      >
        {(ids) => (
          <Select
            {...ids}
            value={text.model ?? ""}
            onChange={({ target }) => change(here.find(({ id }) => id === target.value))}
          >
            {mayBeBundled && <option value="">{t("model.bundled")}</option>}
            {text.model !== null && !chosen && (
              <option value={text.model}>{t("model.missing", { model: text.model })}</option>
            )}
            {here.map(({ id }) => (
              <option key={id} value={id}>
                {id}
              </option>
            ))}
            {away.map(({ id }) => (
              <option key={id} value={id} disabled>
                {t("model.missing", { model: id })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {hasBoth && (
        <Choice label={t("precision.label")} help={t(`precisionHelp.${text.precision}`)}>
          <Segmented
            label={t("precision.label")}
            value={text.precision}
            onChange={(precision) => onChange({ ...text, precision })}
            options={[
              { value: "int8", label: "int8" },
              { value: "fp32", label: "fp32" },
            ]}
          />
        </Choice>
      )}
    </>
  );
}

function isHere({ files }: ModelDto): boolean {
  return files.some((file) => file.isHere);
}
