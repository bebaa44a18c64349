"use client";

import { useTranslations } from "next-intl";
import { toProblem } from "../api/problem.ts";
import { PageHeader } from "../ui/page-header.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { NotFoundPage } from "./not-found-page.tsx";

interface PageProblemProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** In place of a whole page: what it is about is not there, or could not be read. */
export function PageProblem({ error, onRetry }: PageProblemProps) {
  const t = useTranslations("shell");
  if (toProblem(error).status === 404) return <NotFoundPage />;
  return (
    <>
      <PageHeader title={t("crashTitle")} />
      <ProblemNote error={error} onRetry={onRetry} />
    </>
  );
}
