import type { NextRequest } from "next/server";
import createMiddleware from "next-intl/middleware";
import { routing } from "./components/i18n/routing.ts";

const chooseLocale = createMiddleware(routing);

/**
 * Language in the address, and the page's content policy. It guards nothing: who may see what is decided in the data
 * layer. /api is left out because a proxy cuts uploads at 10 MB.
 */
export function proxy(request: NextRequest) {
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentPolicy(nonce, process.env.NODE_ENV === "development");
  request.headers.set("content-security-policy", policy);
  request.headers.set("x-nonce", nonce);
  request.headers.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  const response = chooseLocale(request);
  response.headers.set("content-security-policy", policy);
  return response;
}

/** Scripts run from our own files alone. regl compiles its draw calls with `new Function`, hence 'unsafe-eval'. */
function contentPolicy(nonce: string, isDevelopment: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'unsafe-eval'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export const config = { matcher: ["/((?!api/|healthz|readyz|_next/|.*\\..*).*)"] };
