"use client";

import { useTranslations } from "next-intl";
import { type InputHTMLAttributes, useState } from "react";
import type { PairRule } from "../../../lib/clustering/rules-schema.ts";
import { Button } from "../../ui/button.tsx";
import { Input, Select } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { typedId, usersOf } from "./rules-draft.ts";
import { useRowKeys } from "./use-row-keys.ts";

interface PairsEditorProps {
  readonly pairs: readonly PairRule[];
  readonly onChange: (pairs: PairRule[]) => void;
}

/** More are brought by a file; a list of them is no list to read. */
const most = 50;

/** Two users, by their ids, who belong together or apart. */
export function PairsEditor({ pairs, onChange }: PairsEditorProps) {
  const t = useTranslations("runs.rules");
  const shown = pairs.slice(0, most);
  const rows = useRowKeys(pairs.length);
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium text-sm">{t("pairs")}</legend>
      <p className="meta max-w-[75ch]">{t("pairsHelp")}</p>
      <ul className="grid gap-2">
        {[...shown.entries()].map(([at, pair]) => (
          <PairRow
            key={rows.keys[at]}
            pair={pair}
            onChange={(next) => onChange(pairs.toSpliced(at, 1, next))}
            onRemove={() => {
              rows.remove(at);
              onChange(pairs.toSpliced(at, 1));
            }}
          />
        ))}
      </ul>
      {pairs.length > most && <p className="meta">{t("morePairs", { count: pairs.length - most })}</p>}
      {pairs.length < most && (
        <div>
          <Button size="small" onClick={() => onChange([...pairs, { together: ["", ""] }])}>
            <Icon name="plus" size={14} />
            {t("addPair")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

interface PairRowProps {
  readonly pair: PairRule;
  readonly onChange: (next: PairRule) => void;
  readonly onRemove: () => void;
}

function PairRow({ pair, onChange, onRemove }: PairRowProps) {
  const t = useTranslations("runs.rules");
  const [one, other] = usersOf(pair);
  const isTogether = "together" in pair;
  const make = (users: [string, string], together: boolean) =>
    onChange(together ? { together: users } : { apart: users });
  const problem = one === "" || other === "" ? "userMissing" : one === other ? "userTwice" : null;
  const input = (value: string, label: string, className: string, change: (id: string) => [string, string]) => (
    <UserInput
      className={className}
      aria-label={label}
      aria-invalid={value === "" || one === other}
      value={value}
      onId={(id) => make(change(id), isTogether)}
    />
  );
  return (
    <li className="grid gap-1">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)_auto]">
        {input(one, t("firstUser"), "col-span-2 sm:col-span-1", (id) => [id, other])}
        <Select
          aria-label={t("pairKind")}
          className="col-span-2 sm:col-span-1"
          value={isTogether ? "together" : "apart"}
          onChange={({ target }) => make([one, other], target.value === "together")}
        >
          <option value="together">{t("together")}</option>
          <option value="apart">{t("apart")}</option>
        </Select>
        {input(other, t("secondUser"), "", (id) => [one, id])}
        <Button tone="quiet" size="small" aria-label={t("removePair")} onClick={onRemove}>
          <Icon name="close" size={14} />
        </Button>
      </div>
      <p className="meta text-bad empty:hidden">{problem && t(problem)}</p>
    </li>
  );
}

interface UserInputProps
  extends Pick<InputHTMLAttributes<HTMLInputElement>, "className" | "aria-label" | "aria-invalid"> {
  readonly value: string;
  readonly onId: (id: string) => void;
}

/** Blanks at either end are no part of an id, but stay while somebody writes on. */
function UserInput({ value, onId, ...rest }: UserInputProps) {
  const [typed, setTyped] = useState(value);
  return (
    <Input
      {...rest}
      value={typedId(typed, value)}
      onChange={({ target }) => {
        setTyped(target.value);
        onId(target.value.trim());
      }}
    />
  );
}
