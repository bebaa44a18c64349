/** Names are data: braces and bars would start a style or a variable in ECharts' label templates. */
export function plainLabel(text: string): string {
  return text.replaceAll("{", "(").replaceAll("}", ")").replaceAll("|", "/");
}

/** Rough width of a text in ems of its size: Chinese is square, Latin about half. */
export function textEms(text: string): number {
  let ems = 0;
  for (const character of text) ems += isWide(character) ? 1 : /[A-ZMWmw@%]/.test(character) ? 0.72 : 0.54;
  return ems;
}

/** Breaks at spaces, Chinese anywhere, into at most `lines` of `ems`; what does not fit ends in an ellipsis. */
export function wrapLabel(text: string, ems: number, lines: number): string {
  const done: string[] = [];
  let line = "";
  for (const piece of text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/g) ?? []) {
    if (line !== "" && textEms((line + piece).trimEnd()) > ems) {
      done.push(line.trimEnd());
      line = "";
    }
    line += piece;
  }
  done.push(line.trimEnd());
  const shown = done.slice(0, lines).map((part) => cut(part, ems));
  if (done.length > lines) shown[lines - 1] = cut(`${done[lines - 1]}…`, ems);
  return shown.join("\n");
}

function cut(text: string, ems: number): string {
  if (textEms(text) <= ems) return text;
  const characters = [...text.replace(/…$/, "")];
  while (characters.length > 1 && textEms(`${characters.join("")}…`) > ems) characters.pop();
  return `${characters.join("").trimEnd()}…`;
}

function isWide(character: string): boolean {
  return /[\u2e80-\uffef]/.test(character);
}
