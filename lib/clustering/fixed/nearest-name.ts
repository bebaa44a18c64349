/**
 * The name that is written most like another: the least number of letters to put in, take out or change (Levenshtein
 * 1966), upper and lower case alike; the first of several. null where none is within half of its letters.
 */
export function nearestName(wanted: string, names: readonly string[]): string | null {
  const written = wanted.toLowerCase();
  let best: { readonly name: string; readonly edits: number } | null = null;
  for (const name of names) {
    const edits = countEdits(written, name.toLowerCase());
    if (edits <= Math.max(written.length, name.length) / 2 && edits < (best?.edits ?? Number.POSITIVE_INFINITY))
      best = { name, edits };
  }
  return best?.name ?? null;
}

function countEdits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1]);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
