import { createCatalogue } from "../catalogue.ts";
import en from "./messages/en.json" with { type: "json" };
import zh from "./messages/zh.json" with { type: "json" };

/** The texts of the charts of algorithms that go by density, in both languages. */
export const say = createCatalogue({ en, zh });
