import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { AppShell } from "../../../components/shell/app-shell.tsx";
import { readMe } from "../../../lib/workspace/data.ts";
import { pageScope } from "../../_server/session.ts";

interface LayoutProps {
  readonly children: ReactNode;
  readonly params: Promise<{ locale: string }>;
}

/** Draws the shell for whoever is signed in. It guards nothing: every read asks for the scope again. */
export default async function WorkspaceLayout({ children, params }: LayoutProps) {
  const { locale } = await params;
  const scope = await pageScope();
  if (scope === undefined) {
    const next = (await headers()).get("x-path") ?? "/";
    redirect(`${locale === "en" ? "" : `/${locale}`}/sign-in?next=${encodeURIComponent(next)}`);
  }
  return <AppShell me={await readMe(scope)}>{children}</AppShell>;
}
