import { defineRouting } from "next-intl/routing";
import { locales } from "../../lib/core/localised.ts";

export const routing = defineRouting({
  locales,
  defaultLocale: "en",
  localePrefix: "as-needed",
  alternateLinks: false,
});
