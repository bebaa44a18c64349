import { z } from "zod";

/** Long enough to be hard to guess, short enough to be hashed in time. */
export const passwordLength = { min: 10, max: 200 } as const;

export const RoleName = z.enum(["admin", "analyst", "marketer", "manager"]);

const personName = z.string().trim().min(1).max(100);
const email = z.string().trim().toLowerCase().max(254).check(z.email());
const password = z.string().min(passwordLength.min).max(passwordLength.max);
const link = z.string().min(20).max(200);

/** Who opens the one-time link of the first start. */
export const FirstAdmin = z.strictObject({
  link,
  workspaceName: z.string().trim().min(1).max(100),
  name: personName,
  email,
  password,
});
export type FirstAdmin = z.output<typeof FirstAdmin>;

/** The limits on a new password do not bear on an old one, so any text is tried. */
export const SignInBody = z.strictObject({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().max(200),
  rememberMe: z.boolean().optional(),
});

export const WorkspaceDto = z.object({ id: z.string(), name: z.string() });
export type WorkspaceDto = z.output<typeof WorkspaceDto>;

/** Who is asking, and where: what the shell of every page draws. */
export const MeDto = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: RoleName,
  workspace: WorkspaceDto,
  workspaces: z.array(WorkspaceDto),
});
export type MeDto = z.output<typeof MeDto>;

export const WorkspaceChange = z.strictObject({ name: z.string().trim().min(1).max(100) });
export type WorkspaceChange = z.output<typeof WorkspaceChange>;

export const MemberDto = z.object({
  id: z.string(),
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: RoleName,
  joinedAt: z.iso.datetime(),
});
export type MemberDto = z.output<typeof MemberDto>;

export const MemberChange = z.strictObject({ role: RoleName });
export type MemberChange = z.output<typeof MemberChange>;

export const NewInvitation = z.strictObject({ email, role: RoleName });
export type NewInvitation = z.output<typeof NewInvitation>;

export const InvitationDto = z.object({
  id: z.string(),
  email: z.string(),
  role: RoleName,
  invitedBy: z.string(),
  expiresAt: z.iso.datetime(),
  isExpired: z.boolean(),
});
export type InvitationDto = z.output<typeof InvitationDto>;

/** The link is shown once, to be sent by whatever means the shop has. */
export const IssuedInvitation = InvitationDto.extend({ link: z.string() });
export type IssuedInvitation = z.output<typeof IssuedInvitation>;

/** Somebody new gives a name and a password; a person with an account signs in first and gives neither. */
export const InvitationAnswer = z.strictObject({ link, name: personName.optional(), password: password.optional() });
export type InvitationAnswer = z.output<typeof InvitationAnswer>;

/** Shown once, to be handed to the person who forgot their password. */
export const IssuedReset = z.object({ link: z.string(), expiresAt: z.iso.datetime() });
export type IssuedReset = z.output<typeof IssuedReset>;

export const ResetAnswer = z.strictObject({ link, password });
export type ResetAnswer = z.output<typeof ResetAnswer>;

/** What the page behind an invitation link says before anybody answers. */
export interface OpenInvitation {
  readonly email: string;
  readonly role: z.output<typeof RoleName>;
  readonly workspaceName: string;
  readonly hasAccount: boolean;
}

export const NewApiKey = z.strictObject({ name: personName, role: RoleName });
export type NewApiKey = z.output<typeof NewApiKey>;

export const ApiKeyDto = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  role: RoleName,
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type ApiKeyDto = z.output<typeof ApiKeyDto>;

export const IssuedApiKey = ApiKeyDto.extend({ key: z.string() });
export type IssuedApiKey = z.output<typeof IssuedApiKey>;

export const AuditEventDto = z.object({
  id: z.number(),
  actorName: z.string(),
  action: z.string(),
  subject: z.string(),
  details: z.record(z.string(), z.unknown()),
  at: z.iso.datetime(),
});
export type AuditEventDto = z.output<typeof AuditEventDto>;

export const AuditQuery = z.strictObject({
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type AuditQuery = z.output<typeof AuditQuery>;

/** The shape of every list answer; `next` is there while there is more. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().optional() });
}
