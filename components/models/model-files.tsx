"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "../../lib/core/format.ts";
import type { ModelDto, ModelFileDto } from "../../lib/embedding/model-schema.ts";
import { writeShare } from "../../lib/segments/charts/number-format.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Chip, type ChipTone } from "../ui/chip.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { type FileState, fileState } from "./file-state.ts";

const tones: Readonly<Record<FileState, ChipTone>> = {
  here: "good",
  missing: "plain",
  queued: "accent",
  downloading: "accent",
  checking: "accent",
  measuring: "accent",
  damaged: "bad",
  failed: "warn",
};

/** Each precision of a model: how large, whether it is here, and what was found out about it. */
export function ModelFiles({ model }: { readonly model: ModelDto }) {
  const files = model.files.filter(({ isHere, tasks }) => model.isCatalogued || isHere || tasks.length > 0);
  return (
    <ul className="grid gap-2 text-left">
      {files.map((file) => (
        <li key={file.precision} className="grid gap-1">
          <FileLine file={file} />
        </li>
      ))}
    </ul>
  );
}

function FileLine({ file }: { readonly file: ModelFileDto }) {
  const t = useTranslations("models");
  const locale = useLocale();
  const say = useLocalised();
  const { precision, megabytes, tasks, checked, measured } = file;
  const state = fileState(file);
  const download = tasks.find(({ kind }) => kind === "download");
  const problem = tasks.find(({ status, error }) => status === "failed" && error)?.error;
  const part = download?.total ? download.bytes / download.total : null;
  const size = (bytes: number) => formatNumber(bytes, bytes < 9.95 ? 1 : 0);
  const label =
    state !== "downloading"
      ? t(`state.${state}`)
      : part === null
        ? t("state.downloadingBytes", { size: size((download?.bytes ?? 0) / 1e6) })
        : t("state.downloading", { percent: writeShare(part, locale) });
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <code className="font-mono text-xs">{precision}</code>
        {megabytes !== null && (
          <span className="meta num min-w-13 text-right">{t("megabytes", { size: size(megabytes) })}</span>
        )}
        <Chip tone={tones[state]}>{label}</Chip>
      </span>
      {state === "downloading" && <ProgressBar label={label} fraction={part} />}
      {checked && (
        <span className="meta">
          {t("checked", { dimension: checked.dimension, hash: `${checked.sha256.slice(0, 12)}…` })}
          {checked.isAsRecorded && ` (${t("asRecorded")})`}
        </span>
      )}
      {measured && (
        <span className="meta num">
          {t("measured", { speed: formatNumber(measured.textsPerSecond), threads: measured.threads })} ·{" "}
          {measured.closeness
            ? t("closeness", {
                mean: formatNumber(measured.closeness.meanCosine, 4),
                least: formatNumber(measured.closeness.minCosine, 4),
              })
            : t("noCloseness")}
        </span>
      )}
      {problem && <span className="meta [overflow-wrap:anywhere]">{say(problem.detail)}</span>}
    </>
  );
}
