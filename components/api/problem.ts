import type { Localised } from "../../lib/core/localised.ts";

/** What the API answers when something went wrong (RFC 9457), in both languages. */
interface ProblemBody {
  readonly title?: string;
  readonly status?: number;
  readonly code?: string;
  readonly detail?: Localised | string;
  readonly reference?: string;
}

/** A refused or failed request. `detail` says what happened, what was kept and what to do. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: Localised;
  readonly reference: string | null;

  constructor(status: number, body: ProblemBody) {
    const detail = toLocalised(body.detail ?? body.title);
    super(detail.en);
    this.name = "Problem";
    this.status = status;
    this.code = body.code ?? "INTERNAL";
    this.detail = detail;
    this.reference = body.reference ?? null;
  }
}

/** What a failed response says; a proxy's HTML page becomes a plain sentence. */
export async function readProblem(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => ({}));
  return new Problem(response.status, typeof body === "object" && body !== null ? body : {});
}

export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(0, { code: "UNREACHABLE", detail: unreachable });
}

function toLocalised(text: Localised | string | undefined): Localised {
  if (text === undefined) return unexplained;
  return typeof text === "string" ? { en: text, zh: text } : text;
}

const unreachable: Localised = {
  en: "The server did not answer. Nothing was changed; try again in a moment.",
  zh: "服务器没有响应。没有任何改动，请稍后再试。",
};

const unexplained: Localised = {
  en: "The server could not do this. Nothing was changed; try again.",
  zh: "服务器未能完成该操作。没有任何改动，请重试。",
};
