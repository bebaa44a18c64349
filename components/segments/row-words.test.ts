import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { locales } from "../../lib/core/localised.ts";
import { catalogues } from "../i18n/catalogues.ts";

describe.each(locales)("of measurements, in %s", (locale) => {
  const t = createTranslator({ locale, messages: catalogues[locale], namespace: "segments" });
  const told = (unit: "row" | "user") => [
    ...[1, 2000].flatMap((count) => [
      t("besideTitle", { people: count, share: "3%", unit }),
      t("besidePeople", { people: count, unit }),
      t("fix.membersText", { count, unit }),
      t("membersMeta", { count, unit }),
    ]),
    t("besideNone", { unit }),
    t("fix.text", { name: "A", unit }),
    t("fix.ruleText", { unit }),
    t("fix.noWay", { most: 100_000, unit }),
  ];

  it("the page of a segment and the dialog that fixes it call nothing a person", () => {
    const text = told("row").join("\n");
    expect(text).not.toMatch(/person|people|body|who|[\d ]人(?!群)|其余的人|他们|用户/i);
    expect(text).toMatch(locale === "en" ? /2,000 rows sit.*[\s\S]*these 2,000 rows, and no other/ : /2,000 行/);
  });

  it("and of people they still do", () => {
    const text = told("user").join("\n");
    expect(text).toMatch(locale === "en" ? /1 person sits[\s\S]*Exactly this person/ : /1 人处于[\s\S]*就是这 1 人/);
    expect(text).not.toMatch(locale === "en" ? /\brows?\b/ : /行(?!为)/);
  });
});
