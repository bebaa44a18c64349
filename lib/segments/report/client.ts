import { shareRows } from "../charts/share-rows.ts";
import type { ReportData } from "../schema.ts";
import { embeddedData, startPage } from "./client/start.ts";
import { foundCharts } from "./found.ts";
import { say } from "./messages.ts";
import { page } from "./page.ts";
import { reportCharts } from "./report-charts.ts";

const data = embeddedData<ReportData>();
const charts = reportCharts(data);
const [, ...tabs] = charts.map(({ id }) => id);
startPage(
  {
    data,
    charts: [...charts, ...foundCharts(data)],
    title: (locale) => say(locale, "documentTitle", { title: data.title[locale] }),
    markup: (locale) => page(data, locale).markup,
  },
  tabs,
  shareRows(data).map(({ id }) => id),
);
