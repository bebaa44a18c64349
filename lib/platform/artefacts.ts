import { env } from "./env.ts";
import { type ArtefactStore, localStore } from "./store.ts";

/** The house's own artefact store. */
export function artefacts(): ArtefactStore {
  return localStore(env().dataFolder.artefacts);
}
