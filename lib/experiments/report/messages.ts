import { createCatalogue } from "../../segments/charts/catalogue.ts";
import en from "./messages/en.json" with { type: "json" };
import zh from "./messages/zh.json" with { type: "json" };

/** The texts of an experiment's report around its charts, in both languages. */
export const say = createCatalogue({ en, zh });
