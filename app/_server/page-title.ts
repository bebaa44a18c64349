import type { Metadata } from "next";
import { hasLocale } from "next-intl";
import { catalogues, type Messages } from "../../components/i18n/catalogues.ts";
import { routing } from "../../components/i18n/routing.ts";

interface PageProps {
  readonly params: Promise<{ locale: string }>;
}

/** `generateMetadata` of a page whose title is in the catalogue. */
export function pageTitle(choose: (messages: Messages) => string) {
  return async ({ params }: PageProps): Promise<Metadata> => {
    const { locale } = await params;
    return { title: choose(catalogues[hasLocale(routing.locales, locale) ? locale : routing.defaultLocale]) };
  };
}
