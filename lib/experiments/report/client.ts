import { shownName } from "../../core/sample-shop.ts";
import { embeddedData, startPage } from "../../segments/report/client/start.ts";
import { experimentData } from "../charts/experiment-chart.ts";
import { analystCharts, placedCharts } from "../charts/index.ts";
import type { ExperimentReport } from "../report-schema.ts";
import { say } from "./messages.ts";
import { page } from "./page.ts";

const data = experimentData(embeddedData<ExperimentReport>());
startPage(
  {
    data,
    charts: [...placedCharts(data), ...analystCharts(data)].map(({ chart }) => chart),
    title: (locale) =>
      say(locale, "documentTitle", { title: shownName(data.report.name, locale) || say(locale, "unnamed") }),
    markup: (locale) => page(data, locale).markup,
  },
  [],
  [],
);
