"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { shownName } from "../../lib/core/sample-shop.ts";
import type { KeepPolicy, PolicyPreview } from "../../lib/experiments/schema.ts";
import { useRouter } from "../i18n/navigation.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, Input, Select } from "../ui/field.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useKeepPolicy, usePolicyPreview } from "./use-experiments.ts";

interface KeepPolicyDialogProps {
  readonly experimentId: string;
  readonly trigger: (open: () => void) => ReactNode;
}

/** Whom a policy treats, as a segment: named, planned and with what it is expected to gain, before it is kept. */
export function KeepPolicyDialog({ experimentId, trigger }: KeepPolicyDialogProps) {
  const t = useTranslations("experiments");
  const router = useRouter();
  const form = useId();
  const [isOpen, setOpen] = useState(false);
  const preview = usePolicyPreview(experimentId, isOpen);
  const keep = useKeepPolicy(experimentId);
  const isKnown = preview.data?.runs.some(({ known }) => known > 0) ?? false;
  return (
    <>
      {trigger(() => setOpen(true))}
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t("policy.keep")}
        text={t("policy.keepText")}
        actions={
          isKnown && (
            <Button type="submit" form={form} tone="primary" busy={keep.isPending}>
              {t("policy.keepVerb")}
            </Button>
          )
        }
      >
        {preview.error && <ProblemNote error={preview.error} onRetry={preview.refetch} />}
        {preview.isPending && <Skeleton className="h-[260px]" />}
        {preview.data && !isKnown && (
          <p className="text-ink-2">{t(preview.data.treated === 0 ? "policy.treatsNobody" : "policy.nobodyKnown")}</p>
        )}
        {preview.data && isKnown && (
          <KeepForm
            id={form}
            preview={preview.data}
            error={keep.error}
            onKeep={(asked) => keep.mutate(asked, { onSuccess: ({ id }) => router.push(`/segments/${id}`) })}
          />
        )}
      </Dialog>
    </>
  );
}

interface KeepFormProps {
  readonly id: string;
  readonly preview: PolicyPreview;
  readonly error: Error | null;
  readonly onKeep: (asked: KeepPolicy) => void;
}

function KeepForm({ id, preview, error, onKeep }: KeepFormProps) {
  const t = useTranslations("experiments");
  const say = useLocalised();
  const locale = useLocale();
  const runs = preview.runs.filter(({ known }) => known > 0);
  const [name, setName] = useState(say(preview.name));
  const [action, setAction] = useState(say(preview.action));
  const [runId, setRunId] = useState(runs[0]?.id ?? "");
  const [who, setWho] = useState<KeepPolicy["who"]>("tested");
  const ruled = preview.byRule;
  const isRule = who === "rule" && ruled !== null;
  const chosen = runs.find((run) => run.id === runId);
  return (
    <form
      id={id}
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "" && action.trim() !== "")
          onKeep({ runId, who, name: name.trim(), action: action.trim() });
      }}
    >
      <Field label={t("policy.name")}>
        {(ids) => (
          <Input {...ids} required maxLength={80} value={name} onChange={({ target }) => setName(target.value)} />
        )}
      </Field>
      <Field label={t("policy.plan")}>
        {(ids) => (
          <Input {...ids} required maxLength={200} value={action} onChange={({ target }) => setAction(target.value)} />
        )}
      </Field>
      {runs.length > 1 && (
        <Field label={t("policy.run")}>
          {(ids) => (
            <Select {...ids} value={runId} onChange={({ target }) => setRunId(target.value)}>
              {runs.map((run) => (
                <option key={run.id} value={run.id}>
                  {t("design.runOf", { number: run.number, name: shownName(run.datasetName, locale) })}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {ruled && (
        <Segmented
          label={t("policy.who")}
          value={who}
          onChange={setWho}
          options={[
            { value: "tested", label: t("policy.tested") },
            { value: "rule", label: t("policy.ruled", { count: ruled.users }) },
          ]}
        />
      )}
      {chosen && !isRule && (
        <p className="text-sm">
          {t("policy.known", {
            known: chosen.known,
            treated: preview.treated,
            run: t("design.runOf", { number: chosen.number, name: shownName(chosen.datasetName, locale) }),
          })}
        </p>
      )}
      <ul className="grid gap-1.5 border-line border-t pt-3">
        {(isRule ? ruled.notes : preview.notes).map((note) => (
          <li key={note.en} className="meta">
            {say(note)}
          </li>
        ))}
      </ul>
      {error && <ProblemNote error={error} />}
    </form>
  );
}
