import { hash } from "node:crypto";

const digits = 13;

/**
 * A number of [0, 1) that belongs to a key and a unit (a user's id) for ever: the first 52 bits of SHA-256 over
 * "key:unit" in UTF-8, divided by 2⁵². Neither lists, order, machine nor time play a part, and other code finds the same:
 * `int(hashlib.sha256(f"{key}:{unit}".encode()).hexdigest()[:13], 16) / 16**13` in Python. Numbers of different keys are
 * independent (Kohavi, Tang & Xu 2020, "Trustworthy Online Controlled Experiments", ch. 14, on why weaker hashes are not).
 * @throws RangeError when the key holds a colon: "a:b" with "c" would be "a" with "b:c".
 */
export function uniformOf(key: string, unit: string): number {
  if (key.includes(":")) throw new RangeError("a key holds no colon");
  return Number.parseInt(hash("sha256", `${key}:${unit}`, "hex").slice(0, digits), 16) / 16 ** digits;
}
