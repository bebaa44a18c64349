"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import type { Decide, ExperimentDetailDto } from "../../lib/experiments/schema.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, inputLook, Select } from "../ui/field.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useDecide } from "./use-experiments.ts";

interface DecisionDialogProps {
  readonly experiment: ExperimentDetailDto;
  /** Variants that may be shipped. */
  readonly arms: readonly string[];
  readonly trigger: (open: () => void) => ReactNode;
}

/** What people make of the report, with the reason, for whoever looks back. */
export function DecisionDialog({ experiment, arms, trigger }: DecisionDialogProps) {
  const t = useTranslations("experiments");
  const form = useId();
  const { decision, verdict } = experiment;
  const [isOpen, setOpen] = useState(false);
  const [choice, setChoice] = useState<Decide["decision"]>(decision?.decision ?? "keep");
  const [arm, setArm] = useState(decision?.arm ?? verdict?.arm ?? arms[0] ?? "");
  const [note, setNote] = useState(decision?.note ?? "");
  const decide = useDecide(experiment.id);
  return (
    <>
      {trigger(() => setOpen(true))}
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t("decide.title")}
        text={t("decide.text")}
        actions={
          <Button type="submit" form={form} tone="primary" busy={decide.isPending}>
            {t("decide.record")}
          </Button>
        }
      >
        <form
          id={form}
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            const asked = { decision: choice, note, ...(choice === "ship" ? { arm } : {}) };
            decide.mutate(asked, { onSuccess: () => setOpen(false) });
          }}
        >
          <Field label={t("decide.choice")}>
            {(ids) => (
              <Select
                {...ids}
                value={choice === "ship" ? `ship ${arm}` : choice}
                onChange={({ target: { value } }) => {
                  const isShip = value.startsWith("ship ");
                  setChoice(isShip ? "ship" : (value as "keep" | "repeat"));
                  if (isShip) setArm(value.slice(5));
                }}
              >
                {arms.map((name) => (
                  <option key={name} value={`ship ${name}`}>
                    {t("decided.ship", { arm: name })}
                  </option>
                ))}
                <option value="keep">{t("decided.keep")}</option>
                <option value="repeat">{t("decided.repeat")}</option>
              </Select>
            )}
          </Field>
          <Field label={t("decide.note")} help={t("decide.noteHelp")}>
            {(ids) => (
              <textarea
                {...ids}
                rows={3}
                maxLength={2000}
                value={note}
                onChange={({ target }) => setNote(target.value)}
                className={inputLook}
              />
            )}
          </Field>
          {decide.error && <ProblemNote error={decide.error} />}
        </form>
      </Dialog>
    </>
  );
}
