import type { Progress } from "../core/stage.ts";
import type { StageEntry } from "./stages.ts";

export interface ProgressLine {
  show(stage: StageEntry, progress: Progress): void;
  clear(): void;
}

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const clearLine = "\r\x1b[2K";

/** One live line on a terminal: stage, fraction, elapsed, sentence. Writes nothing at all where output is piped. */
export function progressLine(terminal: Terminal, now: () => number): ProgressLine {
  if (!terminal.isTTY) return { show: () => {}, clear: () => {} };
  const started = now();
  return {
    show(stage, { fraction, sentence }) {
      const seconds = ((now() - started) / 1000).toFixed(1);
      const percent = `${Math.round(fraction * 100)} %`.padStart(5);
      const line = `${stage.label.en} ${percent} · ${seconds} s · ${sentence.en}`;
      terminal.write(clearLine + line.slice(0, Math.max(20, (terminal.columns ?? 80) - 1)));
    },
    clear: () => terminal.write(clearLine),
  };
}
