import type { Localised } from "../core/localised.ts";
import type { Progress } from "../core/stage.ts";

export interface ProgressLine {
  /** What is being done, and how far it is; stands until the next call. */
  show(step: { readonly label: Localised }, progress: Progress): void;
  /** Takes the line away for good. */
  end(): void;
}

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const clearLine = "\r\x1b[2K";
/** The clock moves on while a stage has nothing to say. */
const redrawMilliseconds = 100;

/** One live line on a terminal: stage, fraction, elapsed, sentence. Writes nothing at all where output is piped. */
export function progressLine(terminal: Terminal, now: () => number): ProgressLine {
  if (!terminal.isTTY) return { show: () => {}, end: () => {} };
  const started = now();
  let ticking: NodeJS.Timeout | undefined;
  let draw = () => {};
  return {
    show({ label }, { fraction, sentence }) {
      const percent = `${Math.floor(fraction * 100)} %`.padStart(5);
      draw = () => {
        const seconds = ((now() - started) / 1000).toFixed(1);
        const line = `${label.en} ${percent} · ${seconds} s · ${sentence.en}`;
        terminal.write(clearLine + line.slice(0, Math.max(20, (terminal.columns || 80) - 1)));
      };
      draw();
      ticking ??= setInterval(() => draw(), redrawMilliseconds).unref();
    },
    end() {
      clearInterval(ticking);
      if (ticking) terminal.write(clearLine);
      ticking = undefined;
    },
  };
}
