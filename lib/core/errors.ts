import type { Locale, Localised } from "./localised.ts";
import en from "./messages/en.json" with { type: "json" };
import zh from "./messages/zh.json" with { type: "json" };

interface ErrorRow {
  readonly status: number;
  /** May the same call succeed when repeated? */
  readonly retry: boolean;
}

/** One row per code. The sentence for people is `errors.<code>` in the message catalogues. */
const table = {
  BAD_USAGE: { status: 400, retry: false },
  BAD_CONFIG: { status: 400, retry: false },
  FILE_NOT_FOUND: { status: 404, retry: false },
  FILE_UNREADABLE: { status: 422, retry: false },
  FILE_EMPTY: { status: 422, retry: false },
  NOT_A_TABLE: { status: 422, retry: false },
  UNKNOWN_COLUMN: { status: 422, retry: false },
  MISSING_ROLE: { status: 422, retry: false },
  DUPLICATE_ROLE: { status: 422, retry: false },
  MASKED_USER: { status: 422, retry: false },
  MIXED_CURRENCIES: { status: 422, retry: false },
  DUPLICATE_USER: { status: 422, retry: false },
  TOO_MANY_COLUMNS: { status: 422, retry: false },
  CELL_TOO_LARGE: { status: 422, retry: false },
  NO_VARIANTS: { status: 422, retry: false },
  NO_METRICS: { status: 422, retry: false },
  NO_ORDERS: { status: 422, retry: false },
  NOT_NUMBERS: { status: 422, retry: false },
  TOO_MANY_VALUES: { status: 422, retry: false },
  TOO_MANY_COMPARISONS: { status: 422, retry: false },
  NO_ROWS_STORED: { status: 422, retry: false },
  NO_FEATURES: { status: 422, retry: false },
  NOT_FINITE: { status: 422, retry: false },
  TOO_FEW_WORDS: { status: 422, retry: false },
  STUDENT_TOO_POOR: { status: 422, retry: false },
  TOO_FEW_USERS: { status: 422, retry: false },
  TOO_FEW_LEFT: { status: 422, retry: false },
  NOTHING_SHARED: { status: 422, retry: false },
  TOO_FEW_WHOLE: { status: 422, retry: false },
  TOO_FEW_POINTS: { status: 422, retry: false },
  TABLE_TOO_LARGE: { status: 422, retry: false },
  TOO_FEW_CLUSTERS: { status: 422, retry: false },
  NO_TEXTS: { status: 422, retry: false },
  NO_EVENTS: { status: 422, retry: false },
  MODEL_REFUSED: { status: 422, retry: false },
  MODEL_MISSING: { status: 404, retry: true },
  DOWNLOAD_FAILED: { status: 502, retry: true },
  DOWNLOAD_DIFFERS: { status: 422, retry: true },
  FILE_DIFFERS: { status: 422, retry: false },
  ADDRESS_REFUSED: { status: 422, retry: false },
  ENDPOINT_FAILED: { status: 502, retry: true },
  NO_ENDPOINT: { status: 409, retry: false },
  MODEL_UNREADABLE: { status: 422, retry: false },
  MODEL_FAILED: { status: 500, retry: true },
  OUT_OF_MEMORY: { status: 507, retry: false },
  STAGE_KILLED: { status: 500, retry: true },
  DISK_FULL: { status: 507, retry: true },
  BAD_REQUEST: { status: 400, retry: false },
  UNAUTHENTICATED: { status: 401, retry: false },
  SIGN_IN_FAILED: { status: 401, retry: false },
  FORBIDDEN: { status: 403, retry: false },
  FOREIGN_ORIGIN: { status: 403, retry: false },
  NOT_FOUND: { status: 404, retry: false },
  ALREADY_MEMBER: { status: 409, retry: false },
  MEMBER_ELSEWHERE: { status: 409, retry: false },
  LAST_ADMIN: { status: 409, retry: false },
  STILL_RUNNING: { status: 409, retry: true },
  ALREADY_ANSWERED: { status: 409, retry: false },
  LINK_SPENT: { status: 410, retry: false },
  BODY_TOO_LARGE: { status: 413, retry: false },
  BODY_TYPE: { status: 415, retry: false },
  KEY_REUSED: { status: 422, retry: false },
  TOO_MANY_TRIES: { status: 429, retry: true },
  UNEXPECTED: { status: 500, retry: true },
  UNAVAILABLE: { status: 503, retry: true },
  WRONG_OFFSET: { status: 409, retry: true },
  UPLOAD_DAMAGED: { status: 460, retry: true },
  NOT_DESCRIBED: { status: 409, retry: true },
  NOT_READ_YET: { status: 409, retry: true },
  IN_USE: { status: 409, retry: true },
  RUN_ENDED: { status: 409, retry: false },
  EXPERIMENT_STARTED: { status: 409, retry: false },
  EXPERIMENT_NOT_STARTED: { status: 409, retry: false },
  NO_REPORT: { status: 409, retry: true },
  LAYER_FULL: { status: 409, retry: false },
  GAVE_UP: { status: 500, retry: true },
  FENCED: { status: 409, retry: false },
  CANCELLED: { status: 499, retry: true },
  INTERNAL: { status: 500, retry: true },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof table;

/** What the sentence names: file, line, column, value, and whatever else its template asks for. */
export type ErrorDetails = Readonly<Record<string, string | number | Localised>>;

export class CladeError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, cause?: unknown) {
    super(errorSentence(code, details, "en"), cause === undefined ? undefined : { cause });
    this.name = "CladeError";
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return table[this.code].status;
  }

  get retry(): boolean {
    return table[this.code].retry;
  }

  sentence(locale: Locale): string {
    return errorSentence(this.code, this.details, locale);
  }
}

/** The sentence of a code with its {placeholders} filled from the details; values are plain text, never markup. */
export function errorSentence(code: ErrorCode, details: ErrorDetails, locale: Locale): string {
  const template = (locale === "zh" ? zh : en).errors[code];
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const detail = details[name] ?? "?";
    return typeof detail === "object" ? detail[locale] : nameOf(name, String(detail), locale);
  });
}

const vocabularies = { role: "roles", least: "roles", stage: "stages", status: "statuses" } as const;

/** Roles, stages and states by the names that people know them by; anything else as it is. */
function nameOf(detail: string, value: string, locale: Locale): string {
  if (!Object.hasOwn(vocabularies, detail)) return value;
  const names: Readonly<Record<string, string>> = (locale === "zh" ? zh : en)[
    vocabularies[detail as keyof typeof vocabularies]
  ];
  return (Object.hasOwn(names, value) && names[value]) || value;
}

/** Any failure as one of the table's codes: engines' and the system's words for a full disk or memory are known. */
export function asCladeError(error: unknown, stage: string): CladeError {
  if (error instanceof CladeError) return error;
  const problem = error instanceof Error ? error.message : String(error);
  if (/ENOSPC|no space left/i.test(problem)) return new CladeError("DISK_FULL", {}, error);
  if (/out of memory|bad_alloc|allocation failed/i.test(problem))
    return new CladeError("OUT_OF_MEMORY", { stage }, error);
  return new CladeError("INTERNAL", { stage, problem: problem.split("\n", 1)[0] ?? "" }, error);
}
