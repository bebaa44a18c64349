const windowMs = 60_000;
/** A person reloads a page now and then; a program that guesses or hammers is slowed down. */
const opensAllowed = 60;
const missesAllowed = 120;
const tokensKept = 10_000;

interface Count {
  readonly since: number;
  readonly times: number;
}

/**
 * How often links were tried within a minute, kept in the web process: one link not too often, and unknown ones together not
 * too often either. A link that opened lately goes on opening while others are guessed at.
 */
export class LinkTries {
  readonly #opens = new Map<string, Count>();
  #misses: Count = { since: 0, times: 0 };

  mayTry(token: string, now: number): boolean {
    const own = this.#opens.get(token);
    if (own && now - own.since < windowMs) return own.times < opensAllowed;
    return now - this.#misses.since >= windowMs || this.#misses.times < missesAllowed;
  }

  tried(token: string, isOpen: boolean, now: number): void {
    if (!isOpen) {
      this.#opens.delete(token);
      this.#misses = after(this.#misses, now);
      return;
    }
    const counted = after(this.#opens.get(token), now);
    this.#opens.delete(token);
    this.#opens.set(token, counted);
    const [longestAgo] = this.#opens.keys();
    if (this.#opens.size > tokensKept && longestAgo !== undefined) this.#opens.delete(longestAgo);
  }
}

function after(count: Count | undefined, now: number): Count {
  return count && now - count.since < windowMs
    ? { since: count.since, times: count.times + 1 }
    : { since: now, times: 1 };
}
