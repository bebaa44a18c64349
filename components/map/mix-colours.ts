/** `steps` colours (#rrggbb) evenly along a line of stops. */
export function mixColours(stops: readonly string[], steps: number): string[] {
  return Array.from({ length: steps }, (_, i) => {
    const at = (i / Math.max(steps - 1, 1)) * (stops.length - 1);
    const from = Math.min(Math.floor(at), stops.length - 2);
    const channels = [1, 3, 5].map((start) => {
      const low = Number.parseInt((stops[from] ?? "").slice(start, start + 2), 16);
      const high = Number.parseInt((stops[from + 1] ?? "").slice(start, start + 2), 16);
      return Math.round(low + (high - low) * (at - from))
        .toString(16)
        .padStart(2, "0");
    });
    return `#${channels.join("")}`;
  });
}
