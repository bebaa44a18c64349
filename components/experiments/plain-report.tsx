"use client";

import { useLocale } from "next-intl";
import type { ExperimentReport } from "../../lib/experiments/report-schema.ts";

/** The decision and its numbers. */
export function PlainReport({ report }: { readonly report: ExperimentReport }) {
  const locale = useLocale();
  return (
    <section className="card grid gap-3 p-5">
      <h2 className="text-xl">{report.decision.sentence[locale]}</h2>
      <p>{report.decision.detail[locale]}</p>
      <table>
        <tbody>
          {report.metrics.flatMap(({ name, comparisons }) =>
            comparisons.map((one) => (
              <tr key={`${name} ${one.arm}`}>
                <th scope="row">{name}</th>
                <td>{one.sentence[locale]}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </section>
  );
}
