import type { Localised } from "../../core/localised.ts";
import type { Check, CheckFinding } from "./check.ts";

/** A fixed test is read once, at its end; a group sequential one as often as was planned; an always-valid one at any time. */
export const unplannedLook: Check = {
  id: "unplanned-look",
  label: { en: "Looks as planned", zh: "按计划查看结果" },
  blocks: true,
  run({ config, looks }) {
    if (looks === null) return null;
    const { taken, isEnded, isSpent } = looks;
    if (config.mode === "always-valid") {
      return passedWith({
        en: "This test may be looked at any time.",
        zh: "该实验采用始终有效的区间，可随时查看。",
      });
    }
    const planned = config.mode === "fixed" ? 1 : config.looks;
    if (config.mode === "fixed" && !isEnded && taken > 0) {
      return failedWith(
        { en: "The results were looked at before the planned end.", zh: "在计划结束之前查看了结果。" },
        { en: "Results before the planned end", zh: "尚未到计划结束时间" },
      );
    }
    if (isSpent) {
      return failedWith(
        {
          en: "It was read at its end already; orders that came in since are one look more than planned.",
          zh: "结束时已经查看过一次；用之后新增的订单再看，超出了计划次数。",
        },
        { en: "More looks than planned", zh: "查看次数超出计划" },
      );
    }
    if (taken > planned) {
      return failedWith(
        {
          en: `The results were looked at ${taken} times; ${planned} ${planned === 1 ? "look was" : "looks were"} planned.`,
          zh: `结果已查看 ${taken} 次，计划为 ${planned} 次。`,
        },
        { en: "More looks than planned", zh: "查看次数超出计划" },
      );
    }
    return passedWith({
      en: `${taken} of ${planned} planned ${planned === 1 ? "look" : "looks"} taken.`,
      zh: `已查看 ${taken} 次，计划 ${planned} 次。`,
    });
  },
};

function passedWith(sentence: Localised): CheckFinding {
  return {
    ...{ passed: true, pValue: null, advice: null, sentence },
    title: { en: "Looked at as planned", zh: "按计划查看" },
  };
}

function failedWith(sentence: Localised, title: Localised): CheckFinding {
  return {
    ...{ passed: false, pValue: null, sentence, title },
    advice: {
      en: "Each further look finds something by chance more often than 5 times in 100. Wait for the planned end, or design the next test for looking: group sequential or always-valid.",
      zh: "每多看一次，偶然误判的机会就更大，不再是 100 次中的 5 次。请等到计划结束；若需中途查看，下次请选择成组序贯或始终有效的设计。",
    },
  };
}
