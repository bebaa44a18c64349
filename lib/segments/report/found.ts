import type { Locale, Localised } from "../../core/localised.ts";
import type { Chart } from "../charts/chart.ts";
import { contributionWords } from "../charts/findings/contribution.ts";
import { type FindingKind, findingCharts } from "../charts/findings/index.ts";
import { describeMatch } from "../charts/findings/match.ts";
import { peopleWords } from "../charts/people.ts";
import type { ReportData } from "../schema.ts";
import { body, caption } from "./chart-figure.ts";
import { type Html, html } from "./html.ts";
import { say } from "./messages.ts";

const kinds = ["blocks", "outOfTime", "labels"] as const satisfies readonly FindingKind[];

/** For reading and for paper: the answers. The page of the run has the rest. */
const shown: Readonly<Record<FindingKind, readonly RegExp[]>> = {
  blocks: [/^contribution$/, /^lift-/],
  outOfTime: [/^usefulness-/, /^origins-/],
  labels: [/^match$/, /^models-/, /^fine-tuning-/, /^confusion$/, /^calibration$/],
};

/** The charts of what a run's stages found that its report shows, in the order of the page. */
export function foundCharts(data: ReportData): Chart[] {
  return kinds.flatMap((kind) => chartsOf(data, kind));
}

function chartsOf(data: ReportData, kind: FindingKind): Chart[] {
  return findingCharts(data, kind).filter(({ id }) => shown[kind].some((pattern) => pattern.test(id)));
}

/** What each block adds, what came later, how the shop's label is told; nothing where the run has none of it. */
export function found(data: ReportData, locale: Locale): Html {
  return html`${kinds.map((kind) => part(data, kind, locale))}`;
}

function part(data: ReportData, kind: FindingKind, locale: Locale): Html | null {
  const charts = chartsOf(data, kind);
  const notes = notesOf(data, kind);
  if (charts.length === 0 && notes.length === 0) return null;
  const name = say(locale, `found.${kind}`, peopleWords(data, locale));
  return html`<section class="card found" aria-label="${name}"><p class="kind">${name}</p>
<div class="pair">${charts.map(
    (chart) =>
      html`<figure class="figure${sizeOf(chart, data)}" data-chart="${chart.id}">${caption(chart, data, locale, null)}${body(chart, data, locale)}</figure>`,
  )}</div>
${notes.length > 0 ? html`<ul class="said">${notes.map((note) => html`<li>${note[locale]}</li>`)}</ul>` : null}</section>`;
}

/** Sentences of the stages themselves: that what adds nothing may be right for the message is one of them. */
function notesOf(data: ReportData, kind: FindingKind): readonly Localised[] {
  const { usefulness, labels } = data.findings;
  if (kind === "blocks") return contributionWords(data);
  if (kind === "labels")
    return labels
      ? [
          ...matchWords(data),
          ...asList(labels.problem),
          ...labels.fineTuning.map(({ verdict }) => verdict),
          ...labels.notes,
        ]
      : [];
  if (!usefulness) return [];
  return [...asList(usefulness.problem), ...usefulness.notes];
}

function matchWords(data: ReportData): readonly Localised[] {
  const [en, zh] = [describeMatch(data, "en"), describeMatch(data, "zh")];
  return en === null || zh === null ? [] : [{ en, zh }];
}

function asList(one: Localised | null): readonly Localised[] {
  return one === null ? [] : [one];
}

/** So many models need a taller picture than the other charts. */
const many = 7;

function sizeOf({ id }: Chart, { findings }: ReportData): string {
  const models = findings.labels?.models.filter(({ figures }) => figures !== null).length ?? 0;
  return id.startsWith("models-") && models > many ? " tall" : "";
}
