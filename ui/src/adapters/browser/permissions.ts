import type { DeviceProblem, LocalMedium } from '../../conference/events.ts';

/** What the page that embeds us must pass on (`allow="camera; microphone; display-capture"`), by what needs it. */
const policyOf = {
  microphone: 'microphone',
  camera: 'camera',
  share: 'display-capture',
} as const satisfies Record<LocalMedium, string>;

interface Policy {
  allowsFeature(feature: string): boolean;
}

/** Chromium has one of the two names; Firefox and Safari have none. */
interface PolicyDocument {
  permissionsPolicy?: Policy;
  featurePolicy?: Policy;
}

/**
 * Whether the frame that we are in may use a medium; null when this browser does not say (then only trying tells).
 * At the top of a window all is allowed.
 */
export function frameAllows(medium: LocalMedium, doc: PolicyDocument = page()): boolean | null {
  const policy = doc.permissionsPolicy ?? doc.featurePolicy;
  return policy ? policy.allowsFeature(policyOf[medium]) : null;
}

/** Nothing, where there is no page: outside of a browser. */
const page = (): PolicyDocument =>
  typeof document === 'undefined' ? {} : (document as PolicyDocument);

/** What does not need asking anybody: a share is possible here, the speaker can be chosen here. */
export function allowedHere(): { share: boolean; chooseSpeaker: boolean } {
  const devices = mediaDevices();
  return {
    share: devices !== null && 'getDisplayMedia' in devices && frameAllows('share') !== false,
    chooseSpeaker: 'setSinkId' in HTMLMediaElement.prototype,
  };
}

/** The browser's devices; null on plain http, where browsers hide them. */
export function mediaDevices(nav: Navigator = navigator): MediaDevices | null {
  return 'mediaDevices' in nav ? nav.mediaDevices : null;
}

/** Tells "the frame does not pass it on" and "no media over plain http" from "the person said no". */
export function refineProblem(problem: DeviceProblem, medium: LocalMedium): DeviceProblem {
  if (mediaDevices() === null) return 'insecure';
  const blocked = problem === 'refused' || problem === 'failed' || problem === 'not-found';
  return blocked && frameAllows(medium) === false ? 'frame-forbids' : problem;
}

/**
 * Calls `listener` when a permission that was refused or open is given in the browser's settings. Returns the function
 * that ends it. Browsers that do not tell (Firefox before 2024, Safari before 16) never call.
 */
export function watchAllowed(medium: 'microphone' | 'camera', listener: () => void): () => void {
  let status: PermissionStatus | null = null;
  let isOver = false;
  const changed = (): void => {
    if (status?.state === 'granted') listener();
  };
  const watch = async (): Promise<void> => {
    status = await navigator.permissions.query({ name: medium });
    if (!isOver) status.addEventListener('change', changed);
  };
  watch().catch(() => undefined);
  return () => {
    isOver = true;
    status?.removeEventListener('change', changed);
  };
}
