"use client";

import { CrashPage } from "../../../components/shell/crash-page.tsx";

export default function ErrorPage({ reset }: { readonly reset: () => void }) {
  return <CrashPage onRetry={reset} />;
}
