"use client";

import { type UseMutationResult, useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";

type Door = UseMutationResult<unknown, Error, FormData>;

/** Sends a form before the sign-in; whoever gets in goes on to `next`, on a fresh page that knows them. */
export function useDoor(send: (form: FormData) => Promise<unknown>, next = "/"): Door {
  return useMutation({
    mutationFn: send,
    onSuccess: () => window.location.assign(next),
    meta: { shown: true },
  });
}

interface DoorFormProps {
  readonly door: Door;
  readonly title: string;
  readonly text?: string;
  readonly verb: string;
  /** The refusal is said beside a field. */
  readonly isErrorShown?: boolean;
  /** Fields with `name`s: they are what is sent. */
  readonly children?: ReactNode;
  /** Stands in for the button. */
  readonly way?: ReactNode;
}

/** What is asked for, its fields, and the button that sends them. */
export function DoorForm({ door, title, text, verb, isErrorShown = false, children, way }: DoorFormProps) {
  return (
    <form
      // Not `action`, after which React empties the fields: a wrong password would cost the e-mail too.
      onSubmit={(event) => {
        event.preventDefault();
        door.mutate(new FormData(event.currentTarget));
      }}
      className="grid gap-4"
    >
      <div>
        <h1 className="text-xl">{title}</h1>
        {text !== undefined && <p className="mt-1 text-ink-2 text-sm [overflow-wrap:anywhere]">{text}</p>}
      </div>
      {children}
      {door.error && !isErrorShown && <ProblemNote error={door.error} />}
      {way ?? (
        <Button type="submit" tone="primary" busy={door.isPending || door.isSuccess}>
          {verb}
        </Button>
      )}
    </form>
  );
}
