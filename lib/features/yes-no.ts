/** Values of a column that says yes or no, in small letters. */
const yesNoPairs: readonly (readonly [yes: string, no: string])[] = [
  ["yes", "no"],
  ["y", "n"],
  ["true", "false"],
  ["t", "f"],
  ["1", "0"],
  ["是", "否"],
  ["有", "无"],
];

/** Which of two values says yes where the other says no; undefined where they are no such pair. */
export function yesOf(a: string, b: string): string | undefined {
  for (const [yes, no] of yesNoPairs) {
    if (a.toLowerCase() === yes && b.toLowerCase() === no) return a;
    if (b.toLowerCase() === yes && a.toLowerCase() === no) return b;
  }
  return undefined;
}

/** Whether a value says yes (true) or no (false); null: neither. */
export function readYesNo(value: string): boolean | null {
  const text = value.trim().toLowerCase();
  const pair = yesNoPairs.find((words) => words.includes(text));
  return pair ? pair[0] === text : null;
}
