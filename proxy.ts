import type { NextRequest } from "next/server";
import createMiddleware from "next-intl/middleware";
import { contentPolicy } from "./app/_server/content-policy.ts";
import { routing } from "./components/i18n/routing.ts";

const chooseLocale = createMiddleware(routing);

/**
 * Language in the address, and the page's content policy. It guards nothing: who may see what is decided in the data
 * layer. /api is left out because a proxy cuts uploads at 10 MB.
 */
export function proxy(request: NextRequest) {
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const path = request.nextUrl.pathname;
  const policy = contentPolicy({ nonce, path, isDevelopment: process.env.NODE_ENV === "development" });
  request.headers.set("content-security-policy", policy);
  request.headers.set("x-nonce", nonce);
  request.headers.set("x-path", path + request.nextUrl.search);
  const response = chooseLocale(request);
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = { matcher: ["/((?!api/|healthz|readyz|_next/|.*\\..*).*)"] };
