/** Pages before anybody is signed in, where passwords are typed or reports are shared; they are left by loading a document, never softly. */
const doors: ReadonlySet<string> = new Set(["set-up", "sign-in", "invitation", "reset", "r"]);
const languages: ReadonlySet<string> = new Set(["en", "zh"]);

export interface PolicyRequest {
  readonly nonce: string;
  /** Path of the page, with or without its language. */
  readonly path: string;
  readonly isDevelopment: boolean;
}

/**
 * What a page may load and run: our own files alone. regl, which draws the map, compiles its draw calls with
 * `new Function`, so that documents from which a map can be reached carry 'unsafe-eval' (DECISIONS.md, 23).
 */
export function contentPolicy({ nonce, path, isDevelopment }: PolicyRequest): string {
  const parts = path.split("/").filter(Boolean);
  const [first = ""] = languages.has(parts[0] ?? "") ? parts.slice(1) : parts;
  const mayCompile = isDevelopment || !doors.has(first);
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'${mayCompile ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
