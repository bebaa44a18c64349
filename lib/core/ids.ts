/** The scope of every read and write. Headless runs use `localWorkspace`; the server mints it from a session. */
export type WorkspaceId = string & { readonly __brand: "WorkspaceId" };

/** The key of one stage's output: hex SHA-256 of what went in (lib/runs). */
export type StageKey = string & { readonly __brand: "StageKey" };

export const localWorkspace = "local" as WorkspaceId;
