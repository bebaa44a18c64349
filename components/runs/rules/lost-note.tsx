"use client";

import { useTranslations } from "next-intl";
import type { RunOptions } from "../../../lib/runs/schema.ts";
import { useLocalised } from "../../i18n/use-localised.ts";
import { Button } from "../../ui/button.tsx";
import type { ClusteringDraft } from "../run-draft.ts";
import { lostRules } from "./rules-draft.ts";

interface LostNoteProps {
  readonly algorithm: RunOptions["algorithms"][number];
  readonly algorithms: RunOptions["algorithms"];
  readonly clustering: ClusteringDraft;
  readonly onChange: (part: ClusteringDraft) => void;
}

/** Of rules that are set and that the algorithm cannot keep: nothing is dropped without a word. */
export function LostNote({ algorithm, algorithms, clustering, onChange }: LostNoteProps) {
  const t = useTranslations("runs.rules");
  const say = useLocalised();
  const lost = lostRules(algorithm, clustering);
  if (!lost) return null;
  const keepers = algorithms.filter((one) => lostRules(one, clustering) === null);
  return (
    <div role="alert" className="flex flex-wrap items-center gap-3 rounded-lg bg-bad-soft px-4 py-3 text-bad text-sm">
      <p className="min-w-0 flex-1">
        {t("lost", {
          algorithm: say(algorithm.label),
          what: lost.pairs === 0 ? "limits" : lost.limits ? "both" : "pairs",
          count: lost.pairs,
          keepers: keepers.map(({ label }) => say(label)).join(t("listComma")),
        })}
      </p>
      <Button
        size="small"
        onClick={() =>
          onChange({
            ...(lost.pairs > 0 ? { pairs: undefined } : {}),
            ...(lost.limits ? { smallest: undefined, largest: undefined } : {}),
          })
        }
      >
        {t("takeBack")}
      </Button>
    </div>
  );
}
