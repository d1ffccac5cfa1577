import type { PlannedMeeting } from '../../meetings/details-contract.ts';

/** Somebody who is to get a mail. */
export interface Recipient {
  personId: string | null;
  name: string | null;
  email: string;
  locale: string | null;
}

/** Somebody who was invited, by which link. */
export interface Invited extends Recipient {
  linkId: string | null;
}

/** The link that somebody was invited by: it lets its holder in. */
export interface InvitedBy {
  id: string;
  url: string;
}

/** An invitation that is to be mailed. */
export interface Invitation {
  meeting: PlannedMeeting;
  recipients: Recipient[];
  /** Who invites; how many mails that may cause is counted by person and day. */
  senderId: string;
  message: string | null;
  link: InvitedBy;
}
