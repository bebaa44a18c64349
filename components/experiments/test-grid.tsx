"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { ExperimentConfig } from "../../lib/experiments/config-schema.ts";
import type { TestPreview } from "../../lib/experiments/schema.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { cx } from "../ui/class-names.ts";
import { Icon } from "../ui/icon.tsx";
import { ScrollRegion } from "../ui/scroll-region.tsx";
import { Tooltip } from "../ui/tooltip.tsx";
import { rolesOf, type TestRole, testRoles } from "./column-roles.ts";

const looks: Readonly<Record<TestRole, string>> = {
  unit: "bg-accent-soft text-accent",
  arm: "bg-accent-soft text-accent",
  proportion: "bg-good-soft text-good",
  mean: "bg-good-soft text-good",
  covariate: "bg-sunken text-ink",
  segment: "bg-warn-soft text-warn",
  feature: "bg-warn-soft text-warn",
  assigned: "bg-sunken text-ink",
  time: "bg-sunken text-ink",
  ignore: "bg-transparent text-ink-3",
};

interface TestGridProps {
  readonly preview: TestPreview;
  readonly config: ExperimentConfig;
  readonly onRole: (column: string, role: TestRole) => void;
}

/** The first rows of a finished test; above each column what it is taken for, with the reason on hover and focus. */
export function TestGrid({ preview, config, onRole }: TestGridProps) {
  const t = useTranslations("experiments");
  const say = useLocalised();
  const { rows, lines, reasons } = preview;
  const order = useMemo(() => usedFirst(preview), [preview]);
  const columns = order.map((at) => preview.columns[at] ?? "");
  const roles = rolesOf(config, columns);
  const reasonOf = (name: string, role: TestRole) => {
    const path = role === "proportion" || role === "mean" ? `metrics.${name}` : role;
    return reasons.find((one) => one.path === path)?.reason;
  };
  return (
    <ScrollRegion label={t("preview")} className="max-h-[420px] min-w-0 overflow-auto -outline-offset-2">
      <table className="min-w-full border-separate border-spacing-0 text-[12.5px]">
        <caption className="sr-only">{t("preview")}</caption>
        <thead>
          <tr>
            <th scope="col" className="sticky top-0 left-0 z-10 border-line border-b bg-surface px-3 py-2 align-bottom">
              <span className="meta">{t("line")}</span>
            </th>
            {columns.map((name, at) => {
              const role = roles[at] ?? "ignore";
              const reason = role === "ignore" ? undefined : reasonOf(name, role);
              return (
                <th
                  key={name}
                  scope="col"
                  className="sticky top-0 min-w-[104px] border-line border-b bg-surface px-2 py-2 text-left align-bottom"
                >
                  <Pill
                    column={name}
                    role={role}
                    reason={reason ? say(reason) : t(`roleHelp.${role}`)}
                    onRole={(next) => onRole(name, next)}
                  />
                  <span className="mt-1 block max-w-[220px] truncate px-1 font-medium" title={name}>
                    {name}
                  </span>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={lines[row]}>
              <th scope="row" className="meta sticky left-0 border-line border-b bg-surface px-3 py-1.5 font-normal">
                {lines[row]}
              </th>
              {order.map((from, at) => (
                <td
                  key={columns[at]}
                  className={cx(
                    "max-w-[190px] truncate border-line border-b px-3 py-1.5",
                    roles[at] === "ignore" && "text-ink-3",
                    (roles[at] === "mean" || roles[at] === "covariate") && "num text-right",
                  )}
                >
                  {cells[from]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** Columns that the suggestion uses come first, so that it is seen at once; what is chosen later moves nothing. */
function usedFirst({ columns, suggestion }: TestPreview): readonly number[] {
  const roles = rolesOf(suggestion, columns);
  const isUnused = (at: number) => Number(roles[at] === "ignore");
  return columns.map((_, at) => at).sort((a, b) => isUnused(a) - isUnused(b) || a - b);
}

interface PillProps {
  readonly column: string;
  readonly role: TestRole;
  readonly reason: string;
  readonly onRole: (role: TestRole) => void;
}

function Pill({ column, role, reason, onRole }: PillProps) {
  const t = useTranslations("experiments");
  return (
    <Tooltip text={reason}>
      <span className="relative inline-flex max-w-full">
        <select
          aria-label={t("roleOf", { column })}
          value={role}
          onChange={({ target }) => onRole(target.value as TestRole)}
          className={cx(
            "max-w-full cursor-pointer appearance-none rounded-full border border-line py-0.5 pr-6 pl-2.5 font-medium text-xs hover:border-line-strong",
            looks[role],
          )}
        >
          {testRoles.map((one) => (
            <option key={one} value={one} className="bg-surface text-ink">
              {t(`role.${one}`)}
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
