import type { ReportData } from "../schema.ts";
import { say } from "./messages.ts";
import { page } from "./page.ts";
import { type ReportClient, wholePage } from "./whole-page.ts";

/** A run's report as one HTML file, written in English and in the reader's language once its script runs. */
export function renderReport(data: ReportData, client: ReportClient): string {
  const title = say("en", "documentTitle", { title: data.title.en });
  return wholePage({ title, content: page(data, "en"), data, locale: "en" }, client);
}
