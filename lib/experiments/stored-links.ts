import { randomBytes } from "node:crypto";
import { CladeError } from "../core/errors.ts";
import { demandRole, type WorkspaceScope } from "../core/scope.ts";
import { db } from "../platform/db.ts";
import { env } from "../platform/env.ts";
import { hashSecret } from "../workspace/api-keys.ts";
import { recordAudit } from "../workspace/audit.ts";
import { findExperiment } from "./data.ts";
import { configOf, decisionOf, linkDto } from "./experiment-rows.ts";
import type { IssuedLink, LinkDto, NewLink, SharedReport } from "./schema.ts";
import { readReport, withoutSecrets } from "./stored-report.ts";

const dayMs = 24 * 3_600_000;
/** 192 random bits, base64url. */
const tokenPattern = /^[A-Za-z0-9_-]{32}$/;

/** A link by which anybody reads the report until it expires or is revoked; shown once, kept as a hash. @throws NOT_FOUND, FORBIDDEN */
export async function issueLink(
  scope: WorkspaceScope,
  id: string,
  { days }: NewLink,
  now = new Date(),
): Promise<IssuedLink> {
  demandRole(scope, "marketer");
  const experiment = await findExperiment(scope, id);
  const token = randomBytes(24).toString("base64url");
  const row = await db().$transaction(async (within) => {
    const made = await within.experimentLink.create({
      data: {
        ...{ experimentId: id, hash: hashSecret(token), expiresAt: new Date(now.getTime() + days * dayMs) },
        ...{ createdById: scope.userId, createdByName: scope.userName },
      },
    });
    const subject = configOf(experiment).name;
    await recordAudit(within, scope, { action: "experiment.shared", subject, details: { days } });
    return made;
  });
  return { ...linkDto(row), link: `${env().baseUrl}/r/${token}` };
}

/** Those that still open. @throws NOT_FOUND, FORBIDDEN */
export async function listLinks(scope: WorkspaceScope, id: string, now = new Date()): Promise<LinkDto[]> {
  demandRole(scope, "marketer");
  await findExperiment(scope, id);
  const rows = await db().experimentLink.findMany({
    where: { experimentId: id, revokedAt: null, expiresAt: { gt: now } },
    orderBy: { createdAt: "desc" },
    take: 200,
  });
  return rows.map(linkDto);
}

/** It opens nothing from now on. @throws NOT_FOUND, FORBIDDEN */
export async function revokeLink(scope: WorkspaceScope, id: string, linkId: string): Promise<void> {
  demandRole(scope, "marketer");
  const experiment = await findExperiment(scope, id);
  await db().$transaction(async (within) => {
    const where = { id: linkId, experimentId: id, revokedAt: null };
    const { count } = await within.experimentLink.updateMany({ where, data: { revokedAt: new Date() } });
    if (count === 0) throw new CladeError("NOT_FOUND");
    await recordAudit(within, scope, { action: "experiment.unshared", subject: configOf(experiment).name });
  });
}

/**
 * What a link opens, counted; undefined alike for one that never was, has expired, was revoked or was opened too often, and where the
 * report has gone. No id of anybody or anything leaves with it. `mayOpen`: is asked of links that exist alone.
 */
export async function openLink(
  token: string,
  now = new Date(),
  mayOpen: (link: string) => boolean = () => true,
): Promise<SharedReport | undefined> {
  if (!tokenPattern.test(token)) return undefined;
  const link = await db().experimentLink.findFirst({
    where: { hash: hashSecret(token), revokedAt: null, expiresAt: { gt: now } },
    include: { experiment: true },
  });
  const found = link && mayOpen(link.id) ? readReport(link.experiment) : undefined;
  if (!link || !found) return undefined;
  await db().experimentLink.updateMany({ where: { id: link.id }, data: { views: { increment: 1 }, viewedAt: now } });
  return { report: withoutSecrets(found), decision: decisionOf(link.experiment) };
}
