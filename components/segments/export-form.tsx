"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ExportOptionsDto } from "../../lib/activation/schema.ts";
import type { RunResultsDto } from "../../lib/runs/schema.ts";
import { figureWords } from "../../lib/segments/figures-schema.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Checkbox } from "../ui/checkbox.tsx";
import { ExportFilters } from "./export-filters.tsx";
import { ExportMinus } from "./export-minus.tsx";
import { ExportNoise } from "./export-noise.tsx";
import type { ExportWish } from "./export-wish.ts";

interface ExportFormProps {
  readonly wish: ExportWish;
  readonly onChange: (wish: ExportWish) => void;
  readonly results: RunResultsDto;
  readonly options: ExportOptionsDto;
  readonly segmentId: string | undefined;
}

export function ExportForm({ wish, onChange, results, options, segmentId }: ExportFormProps) {
  const t = useTranslations("segments");
  const say = useLocalised();
  const locale = useLocale();
  const { features, figures = [] } = results.report.summary;
  const labels = new Map([
    ...(["segment", "name", "silhouette"] as const).map((id) => [id as string, t(`column.${id}`)] as const),
    ...figures.map((figure) => [figure as string, say(figureWords[figure].label)] as const),
    ["membership", t("column.membership")] as const,
    ...features.map(({ id, label }) => [id, say(label)] as const),
  ]);
  const columns = options.columns.map((id) => ({ id, label: labels.get(id) ?? id }));
  const isNone = results.segments.some(({ id, index }) => id === segmentId && index < 0);
  const set = (part: Partial<ExportWish>) => onChange({ ...wish, ...part });
  return (
    <div className="grid gap-5">
      <Choices
        legend={t("columns")}
        help={t("columnsHelp")}
        choices={columns}
        chosen={wish.columns}
        onChange={(chosen) => set({ columns: chosen })}
      />
      {options.personal.length > 0 && (
        <Choices
          legend={t("personal")}
          help={t(options.mayReadPersonal ? "personalHelp" : "personalShut")}
          choices={options.personal.map(({ id, name }) => ({ id, label: name }))}
          chosen={wish.personal}
          disabled={!options.mayReadPersonal}
          onChange={(personal) => set({ personal })}
        />
      )}
      <ExportFilters wish={wish} set={set} features={features.map(({ id, label }) => ({ id, label: label[locale] }))} />
      {options.noise > 0 && !isNone && (
        <ExportNoise
          people={options.noise}
          isOfSegment={segmentId !== undefined}
          value={wish.noise}
          onChange={(noise) => set({ noise })}
        />
      )}
      <ExportMinus
        minus={wish.minus}
        onChange={(minus) => set({ minus })}
        options={options}
        segments={results.segments.filter(({ id }) => id !== segmentId)}
      />
      <div className="grid gap-2">
        <Checkbox
          checked={wish.control}
          onChange={({ target }) => set({ control: target.checked })}
          label={
            <>
              {t("control")} <span className="meta block">{t("controlHelp")}</span>
            </>
          }
        />
        <Checkbox
          checked={wish.bom}
          onChange={({ target }) => set({ bom: target.checked })}
          label={
            <>
              {t("bom")} <span className="meta block">{t("bomHelp")}</span>
            </>
          }
        />
      </div>
      <p className="meta">
        {options.withoutConsent === null ? t("consentUnknown") : t("consentKnown", { count: options.withoutConsent })}
      </p>
    </div>
  );
}

interface ChoicesProps {
  readonly legend: string;
  readonly help: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  readonly chosen: readonly string[];
  readonly disabled?: boolean;
  /** In the order of the choices. */
  readonly onChange: (chosen: readonly string[]) => void;
}

function Choices({ legend, help, choices, chosen, disabled = false, onChange }: ChoicesProps) {
  return (
    <fieldset disabled={disabled}>
      <legend className="mb-2 font-medium text-sm">
        {legend} <span className="meta">{help}</span>
      </legend>
      <div className="grid gap-x-4 gap-y-1.5 sm:grid-cols-3">
        {choices.map(({ id, label }) => (
          <Checkbox
            key={id}
            label={label}
            checked={chosen.includes(id)}
            onChange={({ target }) =>
              onChange(
                choices
                  .map((choice) => choice.id)
                  .filter((one) => (one === id ? target.checked : chosen.includes(one))),
              )
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
