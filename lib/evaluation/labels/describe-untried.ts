import type { Localised } from "../../core/localised.ts";
import { type TransformerSize, transformerSeconds } from "./transformer-params.ts";

/** Says that no transformer was tried, what it would take and how to ask for it; nothing where it has nothing to learn from. */
export function describeUntried(size: TransformerSize): Localised[] {
  const seconds = transformerSeconds(size);
  if (seconds === 0) return [];
  const time = seconds < 90 ? writeSeconds(Math.ceil(seconds / 5) * 5) : writeMinutes(Math.round(seconds / 60));
  return [
    {
      en: `No transformer was tried: it would take about ${time.en}. A new run may ask for it (evaluation.labels.transformer: true).`,
      zh: `未用 Transformer 检验：约需 ${time.zh}。可在新建分析时开启（evaluation.labels.transformer: true）。`,
    },
  ];
}

const writeSeconds = (count: number): Localised => ({ en: `${count} seconds`, zh: `${count} 秒` });
const writeMinutes = (count: number): Localised => ({ en: `${count} minutes`, zh: `${count} 分钟` });
