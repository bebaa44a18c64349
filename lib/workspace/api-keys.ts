import { createHash, randomBytes } from "node:crypto";

/** A program's key: `clade_<prefix>_<secret>`. The prefix finds the row, only the secret's hash is stored. */
export interface ApiKeyParts {
  readonly prefix: string;
  readonly secret: string;
}

export function newApiKey(): ApiKeyParts & { readonly text: string } {
  const prefix = randomBytes(6).toString("hex");
  const secret = randomBytes(24).toString("hex");
  return { prefix, secret, text: `clade_${prefix}_${secret}` };
}

/** Does a program ask, by a key alone? Another scheme (a reverse proxy's Basic) says nothing about Clade's people. */
export function isByKey(headers: Headers): boolean {
  return /^bearer\b/i.test(headers.get("authorization") ?? "");
}

/** The parts of an Authorization header, or undefined when it holds no key of ours. */
export function readApiKey(authorization: string): ApiKeyParts | undefined {
  const match = /^Bearer clade_([0-9a-f]{12})_([0-9a-f]{48})$/i.exec(authorization.trim());
  const [, prefix, secret] = match ?? [];
  return prefix === undefined || secret === undefined ? undefined : { prefix, secret };
}

/** Secrets here are random and long, so a plain SHA-256 is enough: nothing can be guessed from it. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
