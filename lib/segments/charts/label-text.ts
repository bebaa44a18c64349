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

/**
 * Breaks at spaces, Chinese anywhere, into at most `lines` of `ems`, as even as the words allow; what does not fit
 * ends in an ellipsis.
 */
export function wrapLabel(text: string, ems: number, lines: number): string {
  const broken = breakLines(text, ems);
  if (broken.length > lines) {
    const shown = broken.slice(0, lines).map((line) => cut(line, ems));
    return [...shown.slice(0, -1), cut(`${broken[lines - 1]}…`, ems)].join("\n");
  }
  let even = broken;
  for (let width = ems - 0.5; width > ems / 2; width -= 0.5) {
    const narrower = breakLines(text, width);
    if (narrower.length > broken.length || narrower.some((line) => textEms(line) > ems)) break;
    even = narrower;
  }
  return even.map((line) => cut(line, ems)).join("\n");
}

function breakLines(text: string, ems: number): string[] {
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
  return done;
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
