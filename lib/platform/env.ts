import { type DataFolder, dataFolder, readConnection } from "./data-folder.ts";
import { type ModelSettings, readModelSettings } from "./model-settings.ts";

export interface Env {
  readonly dataFolder: DataFolder;
  readonly port: number;
  /** Links are built from this, never from a request's Host. No slash at its end. */
  readonly baseUrl: string;
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  /** Signs sessions; at least 32 characters. */
  readonly secret: string;
  readonly models: ModelSettings;
  readonly isProduction: boolean;
}

const leastSecret = 32;

/**
 * The environment, read once a process. The database's address and the secret come from the starter, or from what it
 * left in the data directory, so that `npm run worker` needs no settings on the same machine.
 */
export function env(): Env {
  known ??= readEnv(process.env);
  return known;
}

let known: Env | undefined;

export function readEnv(variables: NodeJS.ProcessEnv): Env {
  const folder = dataFolder(variables.CLADE_DATA || ".clade");
  const left = variables.DATABASE_URL && variables.CLADE_SECRET ? undefined : readConnection(folder);
  const databaseUrl = variables.DATABASE_URL || left?.databaseUrl;
  const secret = variables.CLADE_SECRET || left?.secret;
  if (!databaseUrl) throw new Error("DATABASE_URL is not set and Clade has not been started on this data directory.");
  if (!secret || secret.length < leastSecret)
    throw new Error(`CLADE_SECRET is missing or shorter than ${leastSecret} characters.`);
  const port = readPort(variables.PORT);
  return {
    dataFolder: folder,
    port,
    baseUrl: (variables.CLADE_BASE_URL || `http://localhost:${port}`).replace(/\/+$/, ""),
    databaseUrl,
    redisUrl: variables.REDIS_URL || undefined,
    secret,
    models: readModelSettings(variables),
    isProduction: variables.NODE_ENV === "production",
  };
}

export function readPort(text: string | undefined): number {
  if (!text) return 3000;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`PORT=${text} is no port (1 to 65535).`);
  return port;
}
