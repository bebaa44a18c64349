export interface Command {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly meta?: string;
  readonly run: () => void;
}

/**
 * The commands whose label, meta or group hold every word that was typed, in any order and case; those that begin with
 * the text come first. An empty text keeps all, in their order.
 */
export function findCommands(commands: readonly Command[], typed: string, most = 40): readonly Command[] {
  const text = typed.trim().toLowerCase();
  const words = text.split(/\s+/);
  const found = commands.filter(({ label, meta = "", group }) => {
    const hay = `${label} ${meta} ${group}`.toLowerCase();
    return words.every((word) => hay.includes(word));
  });
  const starts = ({ label }: Command) => Number(!label.toLowerCase().startsWith(text));
  return found.toSorted((a, b) => starts(a) - starts(b)).slice(0, most);
}
