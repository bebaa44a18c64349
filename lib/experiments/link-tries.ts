const windowMs = 60_000;
/** A link that was put before a whole company is opened by many at once; a program that hammers is stopped. */
const opensAllowed = 600;
const tokensKept = 10_000;

interface Count {
  readonly since: number;
  readonly times: number;
}

/**
 * How often each link was opened within a minute, kept in the web process. Only links that exist are counted: guessing at 192 random
 * bits costs the house one look at an index a guess, and keeps no reader out.
 */
export class LinkTries {
  readonly #opens = new Map<string, Count>();

  /** Counts an opening of a link that exists; false where it was opened too often. `link`: its id. */
  mayOpen(link: string, now: number): boolean {
    const own = this.#opens.get(link);
    const counted = own && now - own.since < windowMs ? { ...own, times: own.times + 1 } : { since: now, times: 1 };
    this.#opens.delete(link);
    this.#opens.set(link, counted);
    const [longestAgo] = this.#opens.keys();
    if (this.#opens.size > tokensKept && longestAgo !== undefined) this.#opens.delete(longestAgo);
    return counted.times <= opensAllowed;
  }
}
