"use client";

import { useTranslations } from "next-intl";
import type { BoardDto } from "../../../lib/runs/board-schema.ts";
import { writeIndex } from "../../../lib/segments/charts/number-format.ts";
import { Link } from "../../i18n/navigation.ts";
import { useLocalised } from "../../i18n/use-localised.ts";
import { Card } from "../../ui/card.tsx";

/** How far any two runs put the same users together: ARI above the diagonal, AMI below; a cell leads to the two compared. */
export function AgreementGrid({ board }: { readonly board: BoardDto }) {
  const t = useTranslations("runs.board");
  const say = useLocalised();
  const { runs, agreement } = board;
  const head = "px-2 py-1.5 text-left font-medium text-ink-3 text-xs";
  if (runs.length < 2) return null;
  return (
    <Card title={t("agreementTitle")} meta={t("agreementMeta")}>
      <div className="overflow-x-auto px-2 pb-3">
        <table className="border-separate border-spacing-0.5">
          <caption className="sr-only">{t("agreementTitle")}</caption>
          <thead>
            <tr>
              <td />
              {runs.map(({ id, number }) => (
                <th key={id} scope="col" className={`${head} num text-center`}>
                  {number}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {runs.map((one, i) => (
              <tr key={one.id}>
                <th scope="row" className={`${head} whitespace-nowrap`}>
                  <span className="num">{one.number}</span> {say(one.algorithm)}
                </th>
                {runs.map((other, j) => (
                  <td key={other.id} className="p-0">
                    {i === j ? (
                      <span className="block h-8 w-14" />
                    ) : (
                      <Cell
                        left={one.id}
                        right={other.id}
                        value={agreement[i]?.[j]?.[i < j ? "ari" : "ami"] ?? null}
                        label={t(i < j ? "ariOf" : "amiOf", { left: one.number, right: other.number })}
                      />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

interface CellProps {
  readonly left: string;
  readonly right: string;
  readonly value: number | null;
  readonly label: string;
}

function Cell({ left, right, value, label }: CellProps) {
  const place = "num grid h-8 w-14 place-items-center rounded-md text-xs";
  if (value === null) return <span className={`${place} bg-sunken text-ink-3`}>–</span>;
  const strength = Math.round(8 + 52 * Math.max(0, Math.min(1, value)));
  return (
    <Link
      href={`/runs/compare?left=${left}&right=${right}`}
      aria-label={`${label}: ${writeIndex(value)}`}
      title={label}
      className={`${place} hover:outline hover:outline-accent`}
      style={{ background: `color-mix(in oklab, var(--accent) ${strength}%, var(--surface))` }}
    >
      {writeIndex(value)}
    </Link>
  );
}
