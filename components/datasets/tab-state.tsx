"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";

interface TabStateProps<T> {
  readonly query: UseQueryResult<T>;
  /** How many rows hold the place. */
  readonly rows?: number;
  readonly children: (data: T) => ReactNode;
}

/** What a tab reads: its rows in final size until they are there, or what went wrong. */
export function TabState<T>({ query, rows = 8, children }: TabStateProps<T>) {
  if (query.error)
    return (
      <div className="p-4">
        <ProblemNote error={query.error} onRetry={query.refetch} />
      </div>
    );
  return query.data === undefined ? <SkeletonRows rows={rows} height={44} /> : children(query.data);
}
