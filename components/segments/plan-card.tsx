"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { SegmentChange, SegmentDetailDto } from "../../lib/segments/schema.ts";
import { Button } from "../ui/button.tsx";
import { Field, Input, Select } from "../ui/field.tsx";
import { useMay } from "../workspace/use-me.ts";
import { useOwners } from "./use-portrait.ts";

const suggestions = ["suggestWinBack", "suggestThank", "suggestSecond", "suggestReview", "suggestQuiet"] as const;

interface PlanCardProps {
  readonly segment: SegmentDetailDto;
  readonly onChange: (change: SegmentChange) => void;
}

/** Who looks after a segment, and what is planned for its people. */
export function PlanCard({ segment, onChange }: PlanCardProps) {
  const t = useTranslations("segments");
  const mayChange = useMay("marketer");
  const owners = useOwners(mayChange);
  const list = useId();
  const { owner, action } = segment;
  const [draft, setDraft] = useState<string | null>(null);
  const people = owners.data?.items ?? (owner ? [owner] : []);
  if (!mayChange)
    return (
      <p className="card mb-4 px-4 py-3 text-ink-2">
        {t("planRead", { owner: owner?.name ?? t("nobody"), action: action ?? t("nothingPlanned") })}
      </p>
    );
  function keep() {
    const next = (draft ?? action ?? "").trim();
    setDraft(null);
    if (next !== (action ?? "")) onChange({ action: next === "" ? null : next });
  }
  return (
    <form
      className="card mb-4 grid items-start gap-4 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,2.5fr)]"
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <Field label={t("owner")}>
        {(ids) => (
          <Select
            {...ids}
            value={owner?.userId ?? ""}
            onChange={({ target }) => onChange({ ownerId: target.value === "" ? null : target.value })}
          >
            <option value="">{t("nobody")}</option>
            {people.map(({ userId, name }) => (
              <option key={userId} value={userId}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("action")}>
        {(ids) => (
          <span className="flex gap-2">
            <Input
              {...ids}
              list={list}
              maxLength={200}
              placeholder={t("actionPlaceholder")}
              value={draft ?? action ?? ""}
              onChange={({ target }) => setDraft(target.value)}
              onBlur={keep}
            />
            <datalist id={list}>
              {suggestions.map((key) => (
                <option key={key} value={t(key)} />
              ))}
            </datalist>
            {draft !== null && draft.trim() !== (action ?? "") && (
              <Button type="submit" size="small">
                {t("keep")}
              </Button>
            )}
          </span>
        )}
      </Field>
    </form>
  );
}
