import { SignInForm } from "../../../../components/workspace/sign-in-form.tsx";
import { pageTitle } from "../../../_server/page-title.ts";

export const generateMetadata = pageTitle(({ workspace }) => workspace.signIn.action);

interface PageProps {
  readonly searchParams: Promise<{ next?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: PageProps) {
  const { next } = await searchParams;
  return <SignInForm next={ownPath(next)} />;
}

/** A path of this site, never another address: "//evil.example" and "/\\evil.example" are addresses too. */
function ownPath(next: string | string[] | undefined): string {
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/";
}
