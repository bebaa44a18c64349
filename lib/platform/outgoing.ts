import { lookup } from "node:dns";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { CladeError } from "../core/errors.ts";

/** A call to an address that a person typed or a server redirected to. */
export interface Outgoing {
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** Hosts ("name" or "name:port") an admin allows although they are private or without TLS. */
  readonly allowedHosts: readonly string[];
}

export interface OutgoingAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Ends with an error where the connection is cut. */
  readonly body: AsyncIterable<Uint8Array>;
}

const mostRedirects = 5;
const silenceMilliseconds = 60_000;
const redirects = new Set([301, 302, 303, 307, 308]);
const closed = closedAddresses();

/**
 * Calls a URL, following redirects. Every step is checked: https only, and the address that the name resolves to, at the
 * moment of connecting, is neither private nor link-local nor this machine (OWASP, SSRF prevention), unless its host is
 * allowed. Headers with secrets go to the first host alone.
 * @throws ADDRESS_REFUSED; the system's errors of a network that is not there
 */
export async function callOutgoing(url: string, call: Outgoing): Promise<OutgoingAnswer> {
  let target = checkAddress(url, call.allowedHosts);
  const first = target.host;
  for (let step = 0; step <= mostRedirects; step++) {
    const answer = await connect(target, first === target.host ? call : withoutSecrets(call));
    const { location } = answer.headers;
    if (!redirects.has(answer.statusCode ?? 0) || location === undefined)
      return { status: answer.statusCode ?? 0, headers: answer.headers, body: answer };
    answer.resume();
    if (call.method === "POST") throw refused(target.host, "it answers with a redirect, which is not followed");
    target = checkAddress(new URL(location, target).href, call.allowedHosts);
  }
  throw refused(target.host, `it redirects more than ${mostRedirects} times`);
}

/** What can be said of an address before it is called: when it is saved, and at each redirect. @throws ADDRESS_REFUSED */
export function checkAddress(text: string, allowedHosts: readonly string[]): URL {
  const url = URL.parse(text);
  if (url === null) throw refused(text.slice(0, 100), "it is no address");
  if (url.username !== "" || url.password !== "") throw refused(url.host, "it carries a password");
  if (isAllowed(url, allowedHosts)) return url;
  if (url.protocol !== "https:") throw refused(url.host, "it does not begin with https://");
  const name = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(name) !== 0 && isClosed(name)) throw refused(url.host, "it is a private address");
  return url;
}

function isAllowed({ protocol, hostname, host }: URL, allowed: readonly string[]): boolean {
  return (protocol === "https:" || protocol === "http:") && (allowed.includes(host) || allowed.includes(hostname));
}

function connect(url: URL, { method, headers, body, signal, allowedHosts }: Outgoing): Promise<IncomingMessage> {
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  const checked = isAllowed(url, allowedHosts) ? {} : { lookup: openLookup };
  return new Promise((resolve, reject) => {
    const call = request(url, {
      method: method ?? "GET",
      headers: { ...headers },
      ...(signal && { signal }),
      ...checked,
    });
    call.setTimeout(silenceMilliseconds, () => call.destroy(new Error("it does not answer")));
    call.once("response", resolve);
    call.once("error", reject);
    call.end(body);
  });
}

/** Resolves a name and refuses what is not on the open internet, so that no answer can change after the check. */
const openLookup: LookupFunction = (name, options, done) => {
  lookup(name, { ...options, all: true }, (error, found) => {
    if (error) return done(error, []);
    const bad = found.some(({ address }) => isClosed(address));
    if (bad) return done(refused(name, "it is a private address"), []);
    if (options.all) return done(null, found);
    const [one] = found;
    done(null, one?.address ?? "", one?.family);
  });
};

function isClosed(address: string): boolean {
  return closed.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** IANA special-purpose registries (RFC 6890), IPv4 inside IPv6 included: a BlockList sees through ::ffff:0:0/96. */
function closedAddresses(): BlockList {
  const list = new BlockList();
  const four: readonly (readonly [string, number])[] = [
    ...([
      ["0.0.0.0", 8],
      ["10.0.0.0", 8],
      ["100.64.0.0", 10],
      ["127.0.0.0", 8],
      ["169.254.0.0", 16],
    ] as const),
    ...([
      ["172.16.0.0", 12],
      ["192.0.0.0", 24],
      ["192.168.0.0", 16],
      ["198.18.0.0", 15],
    ] as const),
    ...([
      ["224.0.0.0", 4],
      ["240.0.0.0", 4],
    ] as const),
  ];
  const six: readonly (readonly [string, number])[] = [
    ...([
      ["::", 127],
      ["64:ff9b::", 96],
      ["2002::", 16],
      ["fc00::", 7],
      ["fe80::", 10],
      ["ff00::", 8],
    ] as const),
  ];
  for (const [address, bits] of four) list.addSubnet(address, bits, "ipv4");
  for (const [address, bits] of six) list.addSubnet(address, bits, "ipv6");
  return list;
}

function withoutSecrets(call: Outgoing): Outgoing {
  const { authorization: _, ...headers } = call.headers ?? {};
  return { ...call, headers };
}

function refused(host: string, problem: string): CladeError {
  return new CladeError("ADDRESS_REFUSED", { host, problem });
}
