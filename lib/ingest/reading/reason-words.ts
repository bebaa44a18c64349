import type { Localised } from "../../core/localised.ts";
import type { SetAsideReason } from "../schema.ts";

/** Why rows are quarantined, as an error says it where none is left. */
export const reasonWords: Readonly<Record<SetAsideReason, Localised>> = {
  "no-user": { en: "without a user id", zh: "缺少用户 ID" },
  "no-variant": { en: "without a variant of the test", zh: "缺少实验分组" },
  "bad-number": { en: "with a number that is none", zh: "数值无效" },
  "bad-date": { en: "with a date that is none", zh: "日期无效" },
  "wrong-width": { en: "with too many or too few cells", zh: "单元格数量不符" },
  "bad-encoding": { en: "with broken characters", zh: "字符损坏" },
  "other-currency": { en: "in another currency", zh: "币种不同" },
};
