/** A time as the data say it, "2010-12-01 08:26:00" on no zone's clock: to be shown as UTC, so that no day moves. */
export function readDataTime(text: string): Date {
  return new Date(`${text.replace(" ", "T")}Z`);
}
