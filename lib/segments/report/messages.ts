import { createCatalogue } from "../charts/catalogue.ts";
import en from "./messages/en.json" with { type: "json" };
import zh from "./messages/zh.json" with { type: "json" };

/** The texts of the report around its charts, in both languages. */
export const say = createCatalogue({ en, zh });
