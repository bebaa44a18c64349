/**
 * An id as it may stand on a page that is handed round: e-mail addresses and phone numbers keep only what tells them apart
 * at a glance ("a•••@example.org", "•••4567"); anything else stays. Plain long numbers are ids, not phones, unless they
 * are written as one: +, blanks or dashes between groups, or a mainland mobile number of 11 digits.
 */
export function maskId(id: string): string {
  const at = id.indexOf("@");
  if (at > 0 && /^[^\s@]+@[^\s@]+$/u.test(id)) return `${Array.from(id)[0] ?? ""}•••${id.slice(at)}`;
  return isPhone(id) ? `•••${id.replace(/\D/g, "").slice(-4)}` : id;
}

/** A personal cell as a preview may show it: enough to tell what the column holds, too little to reach anybody. */
export function maskCell(cell: string): string {
  const text = cell.trim();
  const masked = maskId(text);
  return masked === text && text !== "" ? `${Array.from(text)[0] ?? ""}•••` : masked;
}

function isPhone(id: string): boolean {
  if (id.length > 24) return false;
  if (/^(?:\+?86)?1[3-9]\d{9}$/.test(id)) return true;
  const digits = id.replace(/\D/g, "").length;
  if (digits < 8 || digits > 15 || !/^[+(]?[\d\s().-]+$/.test(id)) return false;
  return id.startsWith("+") || /\d[\s().-]+\d+[\s().-]+\d/.test(id);
}
