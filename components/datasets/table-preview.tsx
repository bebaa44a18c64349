"use client";

import { useTranslations } from "next-intl";
import type { DatasetDetailDto } from "../../lib/ingest/dataset-schema.ts";
import type { ColumnRole, PreviewTable, TableConfig } from "../../lib/ingest/schema.ts";
import { Problem } from "../api/problem.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Card } from "../ui/card.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useMay } from "../workspace/use-me.ts";
import { PreviewGrid } from "./preview-grid.tsx";
import { TableSettings } from "./table-settings.tsx";
import { useDescribe } from "./use-datasets.ts";

interface TablePreviewProps {
  readonly dataset: DatasetDetailDto;
  readonly tables: readonly PreviewTable[];
  readonly index: number;
  /** A change is on its way; the grid shows the description before. */
  readonly isStale: boolean;
}

/** One table as Clade understood it: roles above the columns, how it is read on the side, problems below. */
export function TablePreview({ dataset, tables, index, isStale }: TablePreviewProps) {
  const t = useTranslations("datasets");
  const say = useLocalised();
  const describe = useDescribe(dataset.id);
  const mayChange = useMay("analyst");
  const preview = tables[index];
  if (preview === undefined) return null;
  const { table, problem, oddWidths } = preview;
  const [first = ""] = table.files.map((id) => dataset.uploads.find((upload) => upload.id === id)?.name ?? id);
  const names = t("filesNamed", { first, count: table.files.length - 1 });

  function change(changes: Partial<TableConfig>) {
    describe.mutate({ tables: tables.map(({ config }, at) => (at === index ? { ...config, ...changes } : config)) });
  }
  function setRole(column: string, role: ColumnRole) {
    change({ columns: { ...preview?.config.columns, [column]: role } });
  }
  return (
    <Card title={names} meta={`${t("kind")} ${t(`kinds.${table.kind}`)}`} className="mb-4">
      {problem && (
        <div className="px-4 pt-4">
          <ProblemNote error={new Problem(422, problem)} />
        </div>
      )}
      <div
        aria-busy={isStale}
        className={`grid lg:grid-cols-[minmax(0,1fr)_232px] ${isStale ? "opacity-60 transition-opacity" : ""}`}
      >
        <PreviewGrid
          preview={preview}
          caption={t("previewOf", { files: names })}
          disabled={!mayChange}
          onRole={setRole}
        />
        <TableSettings config={preview.config} table={table} disabled={!mayChange} onChange={change} />
      </div>
      {(oddWidths > 0 || table.notes.length > 0) && (
        <div className="border-line border-t px-4 py-3">
          <h3 className="font-medium text-sm">{t("notes")}</h3>
          <ul className="mt-1 list-disc pl-5 text-ink-2 text-sm">
            {oddWidths > 0 && <li>{t("oddWidths", { count: oddWidths })}</li>}
            {table.notes.map((note) => (
              <li key={note.en} className="[overflow-wrap:anywhere]">
                {say(note)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Card>
  );
}
