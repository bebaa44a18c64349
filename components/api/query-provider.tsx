"use client";

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { showToast } from "../ui/toaster.tsx";
import { Problem, toProblem } from "./problem.ts";

/** One cache of server data for the whole visit. A lost session leads to the sign-in page, and back afterwards. */
export function QueryProvider({ children }: { readonly children: ReactNode }) {
  const [client] = useState(createClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

function createClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    mutationCache: new MutationCache({
      onError(error, _variables, _context, mutation) {
        leaveWhenSignedOut(error);
        // A form that shows the problem itself says so in its meta.
        if (mutation.meta?.shown !== true) showToast({ tone: "bad", text: toProblem(error).detail });
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < 2 && !(error instanceof Problem && error.status < 500),
      },
    },
  });
}

function leaveWhenSignedOut(error: unknown): void {
  if (!(error instanceof Problem) || error.status !== 401) return;
  const { pathname, search } = window.location;
  if (/^(\/(en|zh))?\/(sign-in|welcome|invitation)/.test(pathname)) return;
  const language = pathname.startsWith("/zh") ? "/zh" : "";
  window.location.assign(`${language}/sign-in?next=${encodeURIComponent(pathname + search)}`);
}
