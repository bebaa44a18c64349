import { units as boughtUnits, type Extractor, skewed } from "../extractor.ts";

export const units: Extractor = {
  id: "units",
  label: { en: "Units", zh: "购买件数" },
  help: { en: "Sum of the quantities of all purchases.", zh: "全部购买的数量之和。" },
  unit: "units",
  decimals: 0,
  treatment: { ...skewed, use: false },
  words: { high: { en: "bulk-buying", zh: "大批量" }, low: { en: "few-unit", zh: "小批量" }, topic: "spend" },
  phrase: { en: "{value}", zh: "{value}" },
  unused: {
    en: "It rises and falls with spend, so it is left out of the distances; it is shown in the profile.",
    zh: "它与消费金额同升同降，因此不参与距离计算，仅在人群特征中展示。",
  },
  needs: ["quantity"],
  standsInFor: "monetary",
  aggregates: [boughtUnits],
  value: "units",
};
