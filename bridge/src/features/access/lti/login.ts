/** A login that was begun for a launch (Security Framework 5.1.1): what must come back, and with whom. Secrets are digests. */
export interface Login {
  id: string;
  stateDigest: string;
  nonceDigest: string;
  /** Of the secret that only the browser that began has: in its cookie, or in the platform's storage. */
  bindingDigest: string;
  platformId: string;
  targetLinkUri: string;
  loginHint: string;
  messageHint: string | null;
  /** `lti_storage_target`: the frame that keeps data for us, where the platform has one. */
  storageTarget: string | null;
  createdAt: number;
  expiresAt: number;
  usedAt: number | null;
}

/** How long someone may take between login and launch, in milliseconds. */
export const loginLifeMs = 10 * 60_000;

/** The name of a login's cookie, and of its entry in platform storage: launches in several tabs do not meet. */
export const bindingName = (login: Pick<Login, 'id'>): string => `cm_state_${login.id}`;

/** Moodle's course module id, which only the message hint tells; null for other hints. */
export function moduleIdOf(messageHint: string | null): string | null {
  const found = /"cmid"\s*:\s*"?(\d{1,12})"?\s*[,}]/u.exec(messageHint ?? '');
  return found?.[1] ?? null;
}
