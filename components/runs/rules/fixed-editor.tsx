"use client";

import { useLocale, useTranslations } from "next-intl";
import type { FixedCondition, FixedSegment } from "../../../lib/clustering/rules-schema.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { FeatureChoice } from "../run-draft.ts";
import { ConditionRow } from "./condition-row.tsx";
import { conditionsOf, repeatedNames, sidesOf, writtenName } from "./rules-draft.ts";
import { useRowKeys } from "./use-row-keys.ts";

interface FixedEditorProps {
  readonly choices: readonly FeatureChoice[];
  readonly fixed: readonly FixedSegment[];
  readonly onChange: (fixed: FixedSegment[]) => void;
}

/** Segments that people decide: a name, and what somebody must have to be in it. */
export function FixedEditor({ choices, fixed, onChange }: FixedEditorProps) {
  const t = useTranslations("runs.rules");
  const locale = useLocale();
  const repeated = repeatedNames(fixed, locale);
  const [first] = choices;
  const rows = useRowKeys(fixed.length);
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 font-medium text-sm">{t("fixed")}</legend>
      <p className="meta max-w-[75ch]">{t("fixedHelp")}</p>
      {[...fixed.entries()].map(([at, one]) => (
        <FixedCard
          key={rows.keys[at]}
          one={one}
          choices={choices}
          isRepeated={repeated.has(writtenName(one, locale).trim().toLowerCase())}
          onChange={(next) => onChange(fixed.toSpliced(at, 1, next))}
          onRemove={() => {
            rows.remove(at);
            onChange(fixed.toSpliced(at, 1));
          }}
        />
      ))}
      {first && (
        <div>
          <Button size="small" onClick={() => onChange([...fixed, { name: "", where: [{ feature: first.id }] }])}>
            <Icon name="plus" size={14} />
            {t("addFixed")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

interface FixedCardProps {
  readonly one: FixedSegment;
  readonly choices: readonly FeatureChoice[];
  readonly isRepeated: boolean;
  readonly onChange: (next: FixedSegment) => void;
  readonly onRemove: () => void;
}

function FixedCard({ one, choices, isRepeated, onChange, onRemove }: FixedCardProps) {
  const t = useTranslations("runs.rules");
  const locale = useLocale();
  const name = writtenName(one, locale);
  const conditions = conditionsOf(one);
  const rows = useRowKeys(conditions.length);
  const set = (where: FixedCondition[]) => onChange({ ...one, where });
  return (
    <div className="grid gap-3 rounded-lg border border-line px-3 py-3">
      <div className="flex items-start gap-3">
        <Field
          className="min-w-0 flex-1"
          label={t("name")}
          problem={name.trim() === "" ? t("nameMissing") : isRepeated ? t("nameTwice") : undefined}
        >
          {(ids) => (
            <Input
              {...ids}
              className="max-w-72"
              maxLength={80}
              value={name}
              onChange={({ target }) => onChange({ ...one, name: target.value })}
            />
          )}
        </Field>
        <Button tone="quiet" size="small" aria-label={t("removeFixed", { name })} onClick={onRemove}>
          <Icon name="close" size={14} />
        </Button>
      </div>
      {one.users ? (
        <p className="text-ink-2 text-sm">{t("listed", { count: one.users.length })}</p>
      ) : (
        <>
          <ul className="grid gap-2">
            {[...conditions.entries()].map(([at, condition]) => (
              <ConditionRow
                key={rows.keys[at]}
                condition={condition}
                choices={choices}
                onChange={(next) => set(conditions.toSpliced(at, 1, next))}
                onRemove={
                  conditions.length > 1
                    ? () => {
                        rows.remove(at);
                        set(conditions.toSpliced(at, 1));
                      }
                    : undefined
                }
              />
            ))}
          </ul>
          <div>
            <Button
              size="small"
              tone="quiet"
              className="-ml-2.5"
              onClick={() => set([...conditions, { feature: nextFeature(choices, conditions) }])}
            >
              <Icon name="plus" size={14} />
              {t("addCondition")}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

/** One that is not spoken of yet. */
function nextFeature(choices: readonly FeatureChoice[], conditions: readonly FixedCondition[]): string {
  const free = choices.find((choice) => conditions.every(({ feature }) => feature !== choice.id));
  return (free ?? choices.find((choice) => sidesOf(choice).length > 1) ?? choices[0])?.id ?? "";
}
