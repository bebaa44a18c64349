"use client";

import { useTranslations } from "next-intl";
import type { ColumnRole, PreviewTable, ResolvedColumn } from "../../lib/ingest/schema.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { cx } from "../ui/class-names.ts";
import { Icon } from "../ui/icon.tsx";
import { Tooltip } from "../ui/tooltip.tsx";

const roles: readonly ColumnRole[] = [
  "user",
  "time",
  "order",
  "item",
  "quantity",
  "price",
  "amount",
  "order-total",
  "status",
  "currency",
  "event",
  "text",
  "label",
  "personal",
  "consent",
  "number",
  "category",
  "ignore",
];

/** Colour groups of the pills: who, when and what, money, protected, features, left out. */
const looks: Readonly<Record<ColumnRole, string>> = {
  user: "bg-accent-soft text-accent",
  time: "bg-accent-soft text-accent",
  order: "bg-accent-soft text-accent",
  item: "bg-accent-soft text-accent",
  quantity: "bg-good-soft text-good",
  price: "bg-good-soft text-good",
  amount: "bg-good-soft text-good",
  "order-total": "bg-good-soft text-good",
  currency: "bg-good-soft text-good",
  status: "bg-sunken text-ink",
  event: "bg-accent-soft text-accent",
  text: "bg-sunken text-ink",
  label: "bg-sunken text-ink",
  number: "bg-sunken text-ink",
  category: "bg-sunken text-ink",
  personal: "bg-warn-soft text-warn",
  consent: "bg-warn-soft text-warn",
  ignore: "bg-transparent text-ink-3",
};

const numeric: ReadonlySet<ColumnRole> = new Set(["quantity", "price", "amount", "order-total", "number"]);

interface PreviewGridProps {
  readonly preview: PreviewTable;
  readonly caption: string;
  readonly disabled?: boolean;
  /** Without it the roles are said, not asked. */
  readonly onRole?: (column: string, role: ColumnRole) => void;
}

/** The first rows; above each column what Clade takes it for, with its reason on hover and focus. */
export function PreviewGrid({ preview, caption, disabled = false, onRole }: PreviewGridProps) {
  const t = useTranslations("datasets");
  const { table, rows, lines } = preview;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section aria-label={caption} tabIndex={0} className="max-h-[460px] min-w-0 overflow-auto -outline-offset-2">
      <table className="min-w-full border-separate border-spacing-0 text-[12.5px]">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th
              scope="col"
              className="sticky top-0 left-0 z-10 border-line border-b bg-surface px-3 py-2 text-right align-bottom"
            >
              <span className="meta">{t("line")}</span>
            </th>
            {table.columns.map((column) => (
              <th
                key={column.name}
                scope="col"
                className="sticky top-0 min-w-[96px] border-line border-b bg-surface px-2 py-2 text-left align-bottom"
              >
                {onRole ? (
                  <RolePill column={column} disabled={disabled} onRole={(role) => onRole(column.name, role)} />
                ) : (
                  <RoleName column={column} />
                )}
                <span className="mt-1 block max-w-[220px] truncate px-1 font-medium" title={column.name}>
                  {column.name}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={lines[row]}>
              <th
                scope="row"
                className="meta sticky left-0 border-line border-b bg-surface px-3 py-1.5 text-right font-normal"
              >
                {lines[row]}
              </th>
              {table.columns.map(({ name, role }, at) => (
                <td
                  key={name}
                  className={cx(
                    "max-w-[190px] truncate border-line border-b px-3 py-1.5",
                    role === "ignore" && "text-ink-3",
                    numeric.has(role) && "num text-right",
                  )}
                >
                  {cells[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function RoleName({ column }: { readonly column: ResolvedColumn }) {
  const t = useTranslations("datasets");
  const say = useLocalised();
  return (
    <Tooltip text={say(column.reason)}>
      <span
        className={cx(
          "inline-block max-w-full truncate rounded-full border border-line px-2.5 py-0.5 font-medium text-xs",
          looks[column.role],
        )}
      >
        {t(`role.${column.role}`)}
      </span>
    </Tooltip>
  );
}

interface RolePillProps {
  readonly column: ResolvedColumn;
  readonly disabled: boolean;
  readonly onRole: (role: ColumnRole) => void;
}

function RolePill({ column, disabled, onRole }: RolePillProps) {
  const t = useTranslations("datasets");
  const say = useLocalised();
  return (
    <Tooltip text={say(column.reason)}>
      <span className="relative inline-flex max-w-full">
        <select
          aria-label={t("roleOf", { column: column.name })}
          value={column.role}
          disabled={disabled}
          onChange={(event) => onRole(event.target.value as ColumnRole)}
          className={cx(
            "max-w-full cursor-pointer appearance-none rounded-full border border-line py-0.5 pr-6 pl-2.5 font-medium text-xs hover:border-line-strong",
            looks[column.role],
          )}
        >
          {roles.map((role) => (
            <option key={role} value={role} className="bg-surface text-ink">
              {t(`role.${role}`)}
            </option>
          ))}
        </select>
        <span className="pointer-events-none absolute inset-y-0 right-2 grid place-items-center text-ink-3">
          <Icon name="down" size={11} />
        </span>
      </span>
    </Tooltip>
  );
}
