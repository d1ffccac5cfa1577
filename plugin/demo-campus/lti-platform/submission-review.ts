import type { JWTPayload } from 'jose';
import type { Activity } from '../campus.ts';
import type { Review } from './beyond-moodle.ts';
import { commonClaims, lineItemsUrl } from './claims.ts';
import type { Message } from './message.ts';
import type { Platform } from './platform.ts';
import { claim, claims } from './vocabulary.ts';

/** The payload of an LtiSubmissionReviewRequest. */
export function reviewClaims(
  platform: Platform,
  message: Message & { activity: Activity; review: Review },
  nonce: string,
): JWTPayload {
  const { course, tool, review } = message;
  const common = commonClaims(platform, message, nonce);
  const lineitems = lineItemsUrl(platform, course.id, tool.id);
  const lineitem = lineitems.replace('?', `/${review.itemId}/lineitem?`);
  return {
    ...common,
    [claims.ags]: { ...(common[claims.ags] as object | undefined), lineitem },
    [claim('target_link_uri')]: tool.toolUrl,
    [claim('message_type')]: 'LtiSubmissionReviewRequest',
    [claim('for_user')]: { user_id: String(review.userId) },
    [claim('launch_presentation')]: { locale: message.lang, document_target: 'window' },
  };
}
