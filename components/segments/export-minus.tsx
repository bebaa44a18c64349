"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ExportOptionsDto, TakenOff } from "../../lib/activation/schema.ts";
import type { RunSegmentDto } from "../../lib/runs/schema.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Button } from "../ui/button.tsx";
import { Field, Select } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";

interface ExportMinusProps {
  readonly minus: readonly TakenOff[];
  readonly onChange: (minus: readonly TakenOff[]) => void;
  readonly options: ExportOptionsDto;
  /** Of the run itself, without the one that is exported. */
  readonly segments: readonly RunSegmentDto[];
}

interface Choice {
  readonly taken: TakenOff;
  readonly label: string;
}

const keyOf = (taken: TakenOff) => [taken.kind, taken.id, "part" in taken ? taken.part : ""].join(" ");

/** Whose members stay off the list: as many other lists as wanted. */
export function ExportMinus({ minus, onChange, options, segments }: ExportMinusProps) {
  const t = useTranslations("segments");
  const groups = useChoices(options, segments);
  const all = new Map(groups.flatMap(({ choices }) => choices).map((one) => [keyOf(one.taken), one]));
  const chosen = new Set(minus.map(keyOf));
  return (
    <Field label={t("minus")} help={t("minusHelp")}>
      {(ids) => (
        <div className="grid gap-2">
          {minus.length > 0 && (
            <ul className="grid gap-1">
              {minus.map((taken) => (
                <li key={keyOf(taken)} className="flex items-center gap-2 text-sm">
                  <span className="min-w-0 [overflow-wrap:anywhere]">{all.get(keyOf(taken))?.label}</span>
                  <Button
                    size="small"
                    tone="quiet"
                    aria-label={t("minusRemove", { name: all.get(keyOf(taken))?.label ?? "" })}
                    onClick={() => onChange(minus.filter((one) => one !== taken))}
                  >
                    <Icon name="close" size={14} />
                  </Button>
                </li>
              ))}
            </ul>
          )}
          <Select
            {...ids}
            className="max-w-96"
            value=""
            onChange={({ target }) => {
              const choice = all.get(target.value);
              if (choice) onChange([...minus, choice.taken]);
            }}
          >
            <option value="">{t(minus.length > 0 ? "minusMore" : "minusNobody")}</option>
            {groups.map(({ label, choices }) => (
              <optgroup key={label} label={label}>
                {choices
                  .filter(({ taken }) => !chosen.has(keyOf(taken)))
                  .map((one) => (
                    <option key={keyOf(one.taken)} value={keyOf(one.taken)}>
                      {one.label}
                    </option>
                  ))}
              </optgroup>
            ))}
          </Select>
        </div>
      )}
    </Field>
  );
}

function useChoices(options: ExportOptionsDto, segments: readonly RunSegmentDto[]) {
  const t = useTranslations("segments");
  const say = useLocalised();
  const format = useFormatter();
  const lists = options.exports.flatMap(({ id, title, createdAt, rows, controlRows }): Choice[] => {
    const made = { title, when: format.dateTime(new Date(createdAt), { dateStyle: "medium", timeStyle: "short" }) };
    const one = (part: "list" | "control", count: number): Choice[] =>
      count === 0
        ? []
        : [
            {
              taken: { kind: "export", id, part },
              label: t(part === "list" ? "minusList" : "minusControl", { ...made, count }),
            },
          ];
    return [...one("list", rows), ...one("control", controlRows)];
  });
  const groups: readonly { readonly label: string; readonly choices: readonly Choice[] }[] = [
    {
      label: t("minusSegments"),
      choices: segments.map(({ id, name, ownName }) => ({
        taken: { kind: "segment", id },
        label: ownName ?? say(name),
      })),
    },
    { label: t("minusLists"), choices: lists },
    {
      label: t("minusOthers"),
      choices: options.segments.map(({ id, name, ownName, datasetName, runNumber }) => ({
        taken: { kind: "segment", id },
        label: `${ownName ?? say(name)} · ${t("runOf", { number: runNumber, name: datasetName })}`,
      })),
    },
    {
      label: t("minusRuns"),
      choices: options.runs.map(({ id, number, datasetName }) => ({
        taken: { kind: "run", id },
        label: t("runOf", { number, name: datasetName }),
      })),
    },
  ];
  return groups.filter(({ choices }) => choices.length > 0);
}
