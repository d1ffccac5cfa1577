import type { Activity, FramePermissions } from '../campus.ts';
import type { Platform } from '../lti-platform/platform.ts';
import { toolOrigin } from '../lti-platform/tools.ts';
import { escapeText, html, Html } from './html.ts';
import type { Words } from './words.ts';

/** What frames are permitted: Moodle 5.1's list (no display-capture), what other LMSs give, or no devices at all. */
const permitted: Record<FramePermissions, string[]> = {
  moodle: ['microphone', 'camera', 'geolocation', 'midi', 'encrypted-media', 'autoplay'],
  full: [
    'microphone',
    'camera',
    'display-capture',
    'autoplay',
    'fullscreen',
    'clipboard-write',
    'screen-wake-lock',
    'speaker-selection',
    'picture-in-picture',
    'encrypted-media',
  ],
  none: ['encrypted-media', 'autoplay'],
};

/** The activity's frame, attribute by attribute as Moodle writes it; null while its tool is not active. */
export function ltiFrame(platform: Platform, activity: Activity): Html | null {
  const tool = platform.tools.get(activity.toolId);
  if (tool?.state !== 'active') return null;
  const origin = toolOrigin(tool);
  const allow = permitted[activity.permissions].map((feature) => `${feature} ${origin}`).join('; ');
  const source = `${platform.origin}/mod/lti/launch.php?id=${activity.cmid}&triggerview=0`;
  const attributes = [
    ['id', 'contentframe'],
    ['height', '600px'],
    ['width', '100%'],
    ['src', source],
    ['allow', allow],
    ['allowfullscreen', '1'],
  ].map(([name = '', value = '']) => `${name}="${escapeText(value)}"`);
  return new Html(`<iframe ${attributes.join(' ')}></iframe>`);
}

/** The link that opens the activity in a window of its own, by a press, so that no popup blocker minds. */
export function ltiWindowLink(platform: Platform, activity: Activity, label: Html): Html {
  const { cmid } = activity;
  const open = `window.open('${platform.origin}/mod/lti/launch.php?id=${cmid}','lti-${cmid}'); return false;`;
  return html`<a
    class="activity-link"
    href="${platform.origin}/mod/lti/view.php?id=${cmid}"
    onclick="${open}"
    >${label}</a
  >`;
}

/** What view.php shows of an activity that opens in a window: it tries at once, and has a link in case it may not. */
export function ltiWindowPage(platform: Platform, { cmid }: Activity, words: Words): Html {
  const address = `${platform.origin}/mod/lti/launch.php?id=${cmid}`;
  return html`<p>
      <a class="button" href="${address}&triggerview=0" target="_blank" rel="opener"
        >${words.openInWindow}</a
      >
    </p>
    ${new Html(`<script>window.open(${JSON.stringify(`${address}&triggerview=0`)},'lti-${cmid}');</script>`)}`;
}
