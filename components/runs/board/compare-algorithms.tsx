"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { boardSize } from "../../../lib/runs/board-schema.ts";
import type { RunDetailDto } from "../../../lib/runs/schema.ts";
import { useRouter } from "../../i18n/navigation.ts";
import { useLocalised } from "../../i18n/use-localised.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import type { RunDraft } from "../run-draft.ts";
import { StartDialog } from "../start-dialog.tsx";
import { useRunOptions } from "../use-run-options.ts";
import { type Candidate, listCandidates, readCounts, withCounts } from "./candidates.ts";

interface CompareAlgorithmsProps {
  /** Settings that all share; its algorithm is one of the candidates. */
  readonly clustering: RunDraft["clustering"];
  /** A run that is there already and stands on the board, too. */
  readonly beside?: string;
  readonly start: (clustering: RunDraft["clustering"]) => Promise<RunDetailDto>;
}

/** Several ways to segment the same users, started one after the other, and the board that compares them. */
export function CompareAlgorithms({ clustering, beside, start }: CompareAlgorithmsProps) {
  const t = useTranslations("runs.board");
  const client = useQueryClient();
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [ticked, setTicked] = useState<readonly string[] | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const options = useRunOptions(isOpen);
  const all = options.data ? listCandidates(options.data, clustering) : [];
  const candidates = all.filter(({ keepsRules }) => keepsRules);
  // The run that is there already need not be made again.
  const isThere = (one: Candidate) => beside !== undefined && isSame(one.clustering, clustering);
  const chosen = ticked ?? candidates.filter((one) => one.isUsual && !isThere(one)).map(({ id }) => id);
  const own = clustering.k === undefined || clustering.k === "auto" ? t("auto") : String(clustering.k);
  const counts = readCounts(asked ?? own, t("auto"));
  const most = boardSize - (beside === undefined ? 0 : 1);
  // What was started before one failed is not started again.
  const started = useRef(new Map<string, string>());
  const make = useMutation({
    mutationFn: async (wanted: readonly Candidate[]) => {
      const ids = beside === undefined ? [] : [beside];
      // One after the other: each finds what the one before has made.
      for (const one of wanted) {
        const id = started.current.get(one.id) ?? (await start(one.clustering)).id;
        started.current.set(one.id, id);
        ids.push(id);
      }
      return ids;
    },
    onSuccess: (ids) => {
      started.current.clear();
      router.push(`/runs/board?runs=${ids.join(",")}`);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["runs"] }),
  });
  const wanted = withCounts(
    candidates.filter(({ id }) => chosen.includes(id)),
    counts ?? [],
  ).filter((one) => !isThere(one));
  const isEnough = counts !== null && wanted.length + (beside === undefined ? 0 : 1) >= 2 && wanted.length <= most;
  return (
    <>
      <Button
        type="button"
        tone="quiet"
        onClick={() => {
          // Settings may have changed since.
          started.current.clear();
          setOpen(true);
        }}
      >
        {t("open")}
      </Button>
      <StartDialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t("chooseTitle")}
        text={t("chooseText", { most })}
        verb={t("start", { count: wanted.length })}
        disabled={!isEnough}
        busy={make.isPending}
        onStart={() => make.mutate(wanted)}
      >
        {options.error && <ProblemNote error={options.error} onRetry={options.refetch} />}
        {make.error && <ProblemNote error={make.error} />}
        {options.isPending ? (
          <SkeletonRows rows={6} />
        ) : (
          <>
            <Field
              label={t("counts")}
              help={t("countsHelp")}
              problem={
                counts === null || wanted.length > most
                  ? t("countsWrong", { count: counts?.length ? wanted.length : 0, most })
                  : null
              }
              className="mb-4"
            >
              {(ids) => (
                <Input
                  {...ids}
                  className="max-w-64"
                  value={asked ?? own}
                  onChange={({ target }) => setAsked(target.value)}
                />
              )}
            </Field>
            <Ticks candidates={candidates} chosen={chosen} onChange={setTicked} />
          </>
        )}
        {candidates.length < all.length && <p className="meta mt-3">{t("lostRules")}</p>}
      </StartDialog>
    </>
  );
}

interface TicksProps {
  readonly candidates: readonly Candidate[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

function Ticks({ candidates, chosen, onChange }: TicksProps) {
  const say = useLocalised();
  return (
    <div className="grid gap-2.5">
      {candidates.map(({ id, label, help }, at) => (
        <Checkbox
          key={id}
          checked={chosen.includes(id)}
          onChange={({ target }) => onChange(target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))}
          label={
            <>
              {say(label)}
              {say(candidates[at - 1]?.help ?? label) !== say(help) && <span className="meta block">{say(help)}</span>}
            </>
          }
        />
      ))}
    </div>
  );
}

function isSame(one: RunDraft["clustering"], other: RunDraft["clustering"]): boolean {
  return Object.keys(one).every((key) => one[key] === other[key]);
}
