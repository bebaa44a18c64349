/** "orders-2025-part1.csv", "orders-2025-part2.csv" → "orders-2025-part": what the names have in common. */
export function nameOf(files: readonly Pick<File, "name">[]): string {
  const names = files.map(({ name }) => name.replace(/\.[^.]{1,5}$/, ""));
  const [first = ""] = names;
  let length = first.length;
  for (const name of names) while (!name.startsWith(first.slice(0, length))) length -= 1;
  const common = first.slice(0, length).replace(/(?:[\s_\-–.(]|part)+$/i, "");
  return (common.length >= 3 ? common : first).slice(0, 120);
}
