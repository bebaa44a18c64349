import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "../../.build/prisma/client.ts";
import { env } from "./env.ts";
import { log, rarely } from "./log.ts";

/** The client's class is made at run time; the type of a running one is what callers name. */
export type Database = PrismaClient;
/** What a function gets that works inside `db().$transaction(…)` or outside one. */
export type Transaction = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends">;

/** One client a process, also where a bundler loads this file twice. */
const holder = globalThis as { cladeDatabase?: PrismaClient | undefined };

/** The database of this process, connected on first use. Only `data.ts` and `mutations.ts` of a room call it. */
export function db(): Database {
  holder.cladeDatabase ??= openDatabase(env().databaseUrl);
  return holder.cladeDatabase;
}

export async function closeDatabase(): Promise<void> {
  const database = holder.cladeDatabase;
  holder.cladeDatabase = undefined;
  await database?.$disconnect();
}

function openDatabase(connectionString: string): PrismaClient {
  const say = rarely((error) => log.warn({ err: error }, "database connection lost"));
  const adapter = new PrismaPg(
    { connectionString, max: 10, connectionTimeoutMillis: 5_000, application_name: "clade" },
    { onPoolError: say, onConnectionError: say },
  );
  return new PrismaClient({ adapter });
}
