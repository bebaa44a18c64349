import { Client } from "pg";
import { db, type Transaction } from "./db.ts";
import { env } from "./env.ts";
import { log } from "./log.ts";

export type Payload = Readonly<Record<string, unknown>>;
export type Listener = (payload: Payload) => void;

/** All of Clade's messages travel on one channel of PostgreSQL's; the name inside says whom they are for. */
const wire = "clade";
/** PostgreSQL carries less than 8,000 bytes a message. */
const largest = 7_900;

/**
 * Tells every process that listens. Inside a transaction it leaves with the commit; nobody listening is fine.
 * A message is a hint to look again, never the truth: whoever was away has missed it.
 */
export async function publish(channel: string, payload: Payload, within: Transaction = db()): Promise<void> {
  const message = JSON.stringify({ channel, payload });
  if (Buffer.byteLength(message) > largest) throw new Error(`a message on ${channel} is larger than ${largest} bytes`);
  await within.$executeRaw`SELECT pg_notify(${wire}, ${message})`;
}

interface Subscription {
  readonly listener: Listener;
  readonly onGap: (() => void) | undefined;
}

const subscriptions = new Map<string, Set<Subscription>>();
let connection: Promise<Client> | undefined;

/**
 * Calls `listener` for every message on the channel, in order, until the answered function is called. `onGap` is called
 * after a lost connection was replaced: messages may be missing, so look at the rows.
 */
export async function subscribe(channel: string, listener: Listener, onGap?: () => void): Promise<() => void> {
  const subscription = { listener, onGap };
  const group = subscriptions.get(channel) ?? new Set();
  subscriptions.set(channel, group.add(subscription));
  const leave = () => {
    group.delete(subscription);
    if (group.size === 0 && subscriptions.get(channel) === group) subscriptions.delete(channel);
  };
  try {
    await listen();
  } catch (error) {
    leave();
    throw error;
  }
  return leave;
}

export async function closeNotify(): Promise<void> {
  subscriptions.clear();
  const open = connection;
  connection = undefined;
  await (await open?.catch(() => undefined))?.end();
}

function listen(): Promise<Client> {
  if (connection) return connection;
  const opening = open();
  connection = opening;
  opening.catch(() => {
    if (connection === opening) connection = undefined;
  });
  return opening;
}

async function open(): Promise<Client> {
  const client = new Client({
    connectionString: env().databaseUrl,
    application_name: "clade-notify",
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  });
  client.on("notification", ({ payload }) => deliver(payload ?? ""));
  client.on("error", (error) => log.warn({ err: error }, "listening connection lost"));
  await client.connect();
  await client.query(`LISTEN ${wire}`);
  client.once("end", () => void reopen());
  return client;
}

async function reopen(): Promise<void> {
  // Closed on purpose, or already replaced.
  if (!connection) return;
  connection = undefined;
  for (let wait = 100; subscriptions.size > 0; wait = Math.min(wait * 2, 2_000)) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    try {
      await listen();
      for (const group of subscriptions.values()) for (const { onGap } of group) onGap?.();
      return;
    } catch (error) {
      log.warn({ err: error }, "listening connection not back yet");
    }
  }
}

function deliver(message: string): void {
  const { channel, payload } = JSON.parse(message) as { channel: string; payload: Payload };
  for (const { listener } of subscriptions.get(channel) ?? []) listener(payload);
}
