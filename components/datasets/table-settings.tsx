"use client";

import { useTranslations } from "next-intl";
import { type ResolvedTable, type TableConfig, TableKind } from "../../lib/ingest/schema.ts";
import { Checkbox } from "../ui/checkbox.tsx";
import { Field, Select } from "../ui/field.tsx";

const separators = [
  [",", "comma"],
  [";", "semicolon"],
  ["\t", "tab"],
  ["|", "bar"],
  ["whitespace", "whitespace"],
] as const;
const encodings = ["utf-8", "utf-16le", "utf-16be", "gb18030"] as const;
const dateOrders = ["ymd", "dmy", "mdy"] as const;
const decimals = [
  [".", "point"],
  [",", "comma"],
] as const;
const kinds = TableKind.options;

interface TableSettingsProps {
  readonly config: TableConfig;
  readonly table: ResolvedTable;
  readonly disabled: boolean;
  readonly onChange: (changes: Partial<TableConfig>) => void;
}

/** How the file is read. Each change looks at the file anew, so roles that depend on it are found again. */
export function TableSettings({ config, table, disabled, onChange }: TableSettingsProps) {
  const t = useTranslations("datasets");
  /** Columns have other names or values under another reading, so what was decided about them no longer holds. */
  const readAs = (changes: Partial<TableConfig>) => onChange({ ...changes, columns: {} });
  return (
    <div className="grid content-start gap-3 border-line p-4 max-lg:grid-cols-2 max-lg:border-t max-sm:grid-cols-1 lg:border-l">
      <Choice
        label={t("kind")}
        value={table.kind}
        options={kinds.map((kind) => [kind, t(`kinds.${kind}`)])}
        disabled={disabled}
        onChange={(kind) => readAs({ kind })}
      />
      <Choice
        label={t("encoding")}
        value={table.encoding}
        options={encodings.map((encoding) => [encoding, encoding.toUpperCase()])}
        disabled={disabled}
        onChange={(encoding) => readAs({ encoding })}
      />
      <Choice
        label={t("separator")}
        value={table.separator}
        options={separators.map(([value, name]) => [value, t(`separators.${name}`)])}
        disabled={disabled}
        onChange={(separator) => readAs({ separator })}
      />
      <Choice
        label={t("dateOrder")}
        value={table.dateOrder}
        options={dateOrders.map((order) => [order, t(`dateOrders.${order}`)])}
        disabled={disabled}
        onChange={(dateOrder) => onChange({ dateOrder })}
      />
      <Choice
        label={t("decimal")}
        value={table.decimal}
        options={decimals.map(([value, name]) => [value, t(`decimals.${name}`)])}
        disabled={disabled}
        onChange={(decimal) => onChange({ decimal })}
      />
      <div className="grid gap-2 pt-1">
        <Checkbox
          label={t("header")}
          checked={table.hasHeader}
          disabled={disabled}
          onChange={({ target }) => readAs({ header: target.checked })}
        />
        <Checkbox
          label={t("duplicates")}
          checked={table.recipe.dropDuplicates}
          disabled={disabled}
          onChange={({ target }) => onChange({ recipe: { ...config.recipe, dropDuplicates: target.checked } })}
        />
      </div>
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [T, string])[];
  readonly disabled: boolean;
  readonly onChange: (value: T) => void;
}

function Choice<T extends string>({ label, value, options, disabled, onChange }: ChoiceProps<T>) {
  return (
    <Field label={label}>
      {({ "aria-invalid": _, ...ids }) => (
        <Select {...ids} value={value} disabled={disabled} onChange={(event) => onChange(event.target.value as T)}>
          {options.map(([option, text]) => (
            <option key={option} value={option}>
              {text}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
