import type { Localised } from "../core/localised.ts";
import type { Outcome } from "../core/outcome.ts";
import type { JudgesSummary, WindowsSummary } from "../evaluation/judges-schema.ts";
import { countEn } from "./fractions.ts";
import { areRows } from "./people.ts";

interface Judged {
  readonly judges?: JudgesSummary | undefined;
  readonly windows?: Outcome<WindowsSummary> | undefined;
}

/** Whether segments come back, as the end of a sentence on k of them; null where nobody knows. */
export interface Returning {
  /** Of the segments. */
  readonly lost: number;
  /** After "Four groups that stand clearly apart", or after "Six groups …" where some do not. */
  readonly clause: Localised;
}

/** In the other half of the time, which is what a marketer needs; else where users are drawn anew. */
export function describeReturning({ judges, windows }: Judged, k: number, people: Localised): Returning | null {
  if (windows?.ok) {
    const lost = windows.value.segments.filter(({ returns }) => !returns).length;
    const halves = nameHalves(windows.value);
    if (lost === 0) return { lost, clause: { en: ` and return in ${halves.en}`, zh: `，且在${halves.zh}中都会出现` } };
    const who = countLost(lost, k);
    return {
      lost,
      clause: { en: `; ${who.en} not return in ${halves.en}`, zh: `；其中 ${lost} 个没有在${halves.zh}中都出现` },
    };
  }
  if (!judges?.stability.ok) return null;
  const drawn = areRows(people) ? people.en : "users";
  const { value } = judges.stability;
  const lost = value.filter(({ grade }) => grade === "dissolved" || grade === "doubtful").length;
  if (lost === 0 && value.length < k) return null;
  if (lost === 0)
    return { lost, clause: { en: ` and come back when ${drawn} are drawn anew`, zh: "，重新抽样后仍会出现" } };
  const who = countLost(lost, k);
  return {
    lost,
    clause: { en: `; ${who.en} not come back when ${drawn} are drawn anew`, zh: `；其中 ${lost} 个重新抽样后不再出现` },
  };
}

function countLost(lost: number, k: number): { readonly en: string } {
  const all = countEn(k).toLowerCase();
  if (lost === k) return { en: k === 2 ? "both do" : `all ${all} do` };
  return { en: `${countEn(lost).toLowerCase()} of ${all} ${lost === 1 ? "does" : "do"}` };
}

const dayMs = 86_400_000;

function nameHalves({ first }: WindowsSummary): Localised {
  const days = (Date.parse(first.to) - Date.parse(first.from)) / dayMs + 1;
  return days >= 150 && days <= 215
    ? { en: "both half-years", zh: "前后两个半年" }
    : { en: "both halves of the time", zh: "前后两段时间" };
}
