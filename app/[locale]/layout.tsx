import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { hasLocale } from "next-intl";
import type { ReactNode } from "react";
import { QueryProvider } from "../../components/api/query-provider.tsx";
import { LanguageProvider } from "../../components/i18n/provider.tsx";
import { routing } from "../../components/i18n/routing.ts";
import { ThemeKeeper } from "../../components/shell/theme-keeper.tsx";
import { Toaster } from "../../components/ui/toaster.tsx";
import { TooltipProvider } from "../../components/ui/tooltip.tsx";
import "../globals.css";

export const metadata: Metadata = { title: { default: "Clade", template: "%s · Clade" }, referrer: "same-origin" };

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

interface LayoutProps {
  readonly children: ReactNode;
  readonly params: Promise<{ locale: string }>;
}

export default async function RootLayout({ children, params }: LayoutProps) {
  const { locale } = await params;
  if (!hasLocale(routing.locales, locale)) notFound();
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang={locale === "zh" ? "zh-CN" : "en"} suppressHydrationWarning>
      <head>
        <script src="/theme.js" nonce={nonce} suppressHydrationWarning />
      </head>
      <body>
        <LanguageProvider locale={locale}>
          <QueryProvider>
            <TooltipProvider>
              {children}
              <ThemeKeeper />
              <Toaster />
            </TooltipProvider>
          </QueryProvider>
        </LanguageProvider>
      </body>
    </html>
  );
}
