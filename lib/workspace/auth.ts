import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { organization } from "better-auth/plugins/organization";
import { db } from "../platform/db.ts";
import { env } from "../platform/env.ts";
import { passwordLength } from "./schema.ts";

/**
 * The doors of better-auth that stand open. Everything else it could do (sign-up, creating organisations, changing
 * roles) goes through Clade's own routes, where it is authorised by scope and written to the audit.
 */
export const openAuthPaths: ReadonlySet<string> = new Set([
  "/sign-in/email",
  "/sign-out",
  "/change-password",
  "/update-user",
  "/revoke-other-sessions",
  "/organization/set-active",
]);

let made: ReturnType<typeof createAuth> | undefined;

/** Made at the first call, so that a build or a test may import this file without a database. */
export function auth(): ReturnType<typeof createAuth> {
  made ??= createAuth();
  return made;
}

function createAuth() {
  const { baseUrl, secret } = env();
  const isSecure = baseUrl.startsWith("https:");
  return betterAuth({
    appName: "Clade",
    baseURL: baseUrl,
    basePath: "/api/auth",
    secret,
    database: prismaAdapter(db(), { provider: "postgresql", transaction: true }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
    },
    plugins: [organization({ allowUserToCreateOrganization: false, disableOrganizationDeletion: true })],
    session: { expiresIn: 14 * 24 * 3600, updateAge: 24 * 3600, cookieCache: { enabled: false } },
    trustedOrigins: (request) => ownOrigins(request),
    rateLimit: {
      enabled: true,
      window: 60,
      max: 600,
      customRules: { "/sign-in/email": { window: 60, max: 30 }, "/change-password": { window: 60, max: 10 } },
    },
    advanced: {
      cookiePrefix: "clade",
      // `__Host-` binds a cookie to this host over HTTPS; browsers refuse it over plain HTTP, so a shop's LAN goes without.
      useSecureCookies: false,
      cookies: isSecure
        ? { session_token: { name: "__Host-clade.session_token", attributes: { secure: true } } }
        : { session_token: { name: "clade.session_token" } },
    },
    // A failure that is no answer of its own (the database is away) reaches the route, which logs it.
    onAPIError: { throw: true },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
}

/** The configured address, and whatever address the browser itself used: cookies are bound to that host anyway. */
function ownOrigins(request: Request | undefined): string[] {
  const host = request?.headers.get("host");
  return host ? [`http://${host}`, `https://${host}`] : [];
}
