"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "../../lib/core/format.ts";
import { shownName } from "../../lib/core/sample-shop.ts";
import type { ExperimentPeople } from "../../lib/experiments/schema.ts";
import { useDatasets } from "../datasets/use-datasets.ts";
import { useSegmentList } from "../home/use-segment-list.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Field, Select } from "../ui/field.tsx";

export interface PeopleChoice {
  readonly people: ExperimentPeople;
  readonly group: string;
  readonly label: string;
}

/** Whom an experiment may be tried on: each dataset's newest segments, all of them together, or everybody. */
export function usePeopleChoices(): readonly PeopleChoice[] | undefined {
  const t = useTranslations("experiments");
  const say = useLocalised();
  const locale = useLocale();
  const segments = useSegmentList();
  const datasets = useDatasets();
  if (!segments.data || !datasets.data) return undefined;
  const own = segments.data.items.map(
    ({ id, name, ownName, size, runNumber, datasetName }): PeopleChoice => ({
      people: { kind: "segment", id },
      group: t("design.segmentsOf", { number: runNumber, name: shownName(datasetName, locale) }),
      label: `${ownName ?? say(name)} (${formatNumber(size)})`,
    }),
  );
  const runs = [...new Map(segments.data.items.map((one) => [one.runId, one])).values()].map(
    ({ runId, runNumber, datasetName }): PeopleChoice => ({
      people: { kind: "run", id: runId },
      group: t("design.allSegments"),
      label: t("design.runOf", { number: runNumber, name: shownName(datasetName, locale) }),
    }),
  );
  const everybody = datasets.data.items
    .filter(({ version }) => version !== null)
    .map(
      ({ id, name, users }): PeopleChoice => ({
        people: { kind: "everybody", id },
        group: t("design.everybody"),
        label: `${shownName(name, locale)}${users === null ? "" : ` (${formatNumber(users)})`}`,
      }),
    );
  return [...runs, ...own, ...everybody];
}

interface PeopleFieldProps {
  readonly choices: readonly PeopleChoice[];
  readonly value: ExperimentPeople;
  readonly onChange: (people: ExperimentPeople) => void;
}

export function PeopleField({ choices, value, onChange }: PeopleFieldProps) {
  const t = useTranslations("experiments");
  const groups = Map.groupBy(choices, ({ group }) => group);
  const keyOf = ({ kind, id }: ExperimentPeople) => `${kind} ${id}`;
  return (
    <Field label={t("people")} help={t("design.peopleHelp")}>
      {(ids) => (
        <Select
          {...ids}
          value={keyOf(value)}
          onChange={({ target }) => {
            const choice = choices.find(({ people }) => keyOf(people) === target.value);
            if (choice) onChange(choice.people);
          }}
        >
          {[...groups].map(([group, own]) => (
            <optgroup key={group} label={group}>
              {own.map(({ people, label }) => (
                <option key={keyOf(people)} value={keyOf(people)}>
                  {label}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      )}
    </Field>
  );
}
