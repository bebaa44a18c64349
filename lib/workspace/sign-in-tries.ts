import { CladeError } from "../core/errors.ts";

export const triesAllowed = 10;
const windowInMilliseconds = 5 * 60 * 1000;
const addressesKept = 10_000;

/**
 * Wrong passwords of one address, whatever IP addresses they came from (a client can make those up in a header). Kept in
 * the web process: a restart forgives.
 */
export class SignInTries {
  readonly #failures = new Map<string, number[]>();

  /** @throws TOO_MANY_TRIES after {@link triesAllowed} wrong ones within five minutes */
  demand(email: string, now: number): void {
    const recent = this.#recent(email, now);
    const [oldest] = recent;
    if (oldest === undefined || recent.length < triesAllowed) return;
    throw new CladeError("TOO_MANY_TRIES", { seconds: Math.ceil((oldest + windowInMilliseconds - now) / 1000) });
  }

  failed(email: string, now: number): void {
    const recent = [...this.#recent(email, now), now];
    this.#failures.delete(email);
    this.#failures.set(email, recent);
    const [longestAgo] = this.#failures.keys();
    if (this.#failures.size > addressesKept && longestAgo !== undefined) this.#failures.delete(longestAgo);
  }

  succeeded(email: string): void {
    this.#failures.delete(email);
  }

  #recent(email: string, now: number): number[] {
    return (this.#failures.get(email) ?? []).filter((at) => at > now - windowInMilliseconds);
  }
}
