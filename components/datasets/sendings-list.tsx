"use client";

import { useTranslations } from "next-intl";
import { useLocalised } from "../i18n/use-localised.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { formatBytes } from "./format-bytes.ts";
import { type Sending, useSendings } from "./uploads.ts";

/** Files on their way, each with its progress and a way to stop it. */
export function SendingsList({ datasetId }: { readonly datasetId: string }) {
  const t = useTranslations("datasets");
  const sendings = useSendings(datasetId);
  if (sendings.length === 0) return null;
  return (
    <Card title={t("uploading")} meta={t("uploadingHelp")} className="mb-4">
      <ul>
        {sendings.map((sending) => (
          <SendingRow key={sending.key} sending={sending} />
        ))}
      </ul>
    </Card>
  );
}

function SendingRow({ sending }: { readonly sending: Sending }) {
  const t = useTranslations("datasets");
  const say = useLocalised();
  const { name, size, received, speed, state, problem } = sending;
  const left = speed > 0 ? (size - received) / speed : null;
  return (
    <li className="grid gap-2 border-line border-b px-4 py-3 last:border-0">
      <div className="flex items-center gap-3">
        <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
        <span className="meta num">
          {formatBytes(received)} / {formatBytes(size)}
        </span>
        {(state === "sending" || state === "waiting") && (
          <Button size="small" onClick={sending.stop}>
            {t("stopUpload")}
          </Button>
        )}
      </div>
      <ProgressBar label={name} fraction={size === 0 ? 1 : received / size} />
      <span className={`meta num ${problem ? "text-bad" : ""}`} role={problem ? "alert" : undefined}>
        {problem && `${say(problem.detail)} ${t("uploadAgain")}`}
        {state === "waiting" && t("uploadWaits")}
        {state === "done" && t("uploadDone")}
        {state === "sending" &&
          t("uploadSpeed", { speed: formatBytes(speed), left: left === null ? "…" : Math.ceil(left) })}
      </span>
    </li>
  );
}
