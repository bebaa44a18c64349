import type { Locale } from "../../lib/core/localised.ts";
import chartsEn from "../charts/messages/en.json" with { type: "json" };
import chartsZh from "../charts/messages/zh.json" with { type: "json" };
import datasetsEn from "../datasets/messages/en.json" with { type: "json" };
import datasetsZh from "../datasets/messages/zh.json" with { type: "json" };
import experimentsEn from "../experiments/messages/en.json" with { type: "json" };
import experimentsZh from "../experiments/messages/zh.json" with { type: "json" };
import homeEn from "../home/messages/en.json" with { type: "json" };
import homeZh from "../home/messages/zh.json" with { type: "json" };
import modelsEn from "../models/messages/en.json" with { type: "json" };
import modelsZh from "../models/messages/zh.json" with { type: "json" };
import runsEn from "../runs/messages/en.json" with { type: "json" };
import runsZh from "../runs/messages/zh.json" with { type: "json" };
import segmentsEn from "../segments/messages/en.json" with { type: "json" };
import segmentsZh from "../segments/messages/zh.json" with { type: "json" };
import shellEn from "../shell/messages/en.json" with { type: "json" };
import shellZh from "../shell/messages/zh.json" with { type: "json" };
import tagsEn from "../tags/messages/en.json" with { type: "json" };
import tagsZh from "../tags/messages/zh.json" with { type: "json" };
import uiEn from "../ui/messages/en.json" with { type: "json" };
import uiZh from "../ui/messages/zh.json" with { type: "json" };
import workspaceEn from "../workspace/messages/en.json" with { type: "json" };
import workspaceZh from "../workspace/messages/zh.json" with { type: "json" };

const en = {
  charts: chartsEn,
  datasets: datasetsEn,
  experiments: experimentsEn,
  home: homeEn,
  models: modelsEn,
  runs: runsEn,
  segments: segmentsEn,
  shell: shellEn,
  tags: tagsEn,
  ui: uiEn,
  workspace: workspaceEn,
};

/** The texts of the pages by language: one catalogue a room, under the room's name. */
export type Messages = typeof en;

export const catalogues: Readonly<Record<Locale, Messages>> = {
  en,
  zh: {
    charts: chartsZh,
    datasets: datasetsZh,
    experiments: experimentsZh,
    home: homeZh,
    models: modelsZh,
    runs: runsZh,
    segments: segmentsZh,
    shell: shellZh,
    tags: tagsZh,
    ui: uiZh,
    workspace: workspaceZh,
  },
};

declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
