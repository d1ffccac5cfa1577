import type { MeetingSummary } from '../../../../../bridge/src/features/meetings/contract.ts';
import type { PanelMessage, PanelWords } from '../../../../../plugin/portal/contract.ts';

/** What the panel shows at one moment, as far as a portal's page may know it. */
export interface Moment {
  /** The meeting that runs in the course. */
  now: MeetingSummary | null;
  /** The meeting in this frame, while this person is in it. */
  inHere: MeetingSummary | null;
  /** The meeting of this frame that is known to be over for everybody. */
  overHere: MeetingSummary | null;
}

/** Makes events out of moments: each thing that happens is told once. */
export function createPortalEvents(
  tell: (message: PanelMessage) => void,
): (moment: Moment) => void {
  const over = new Set<string>();
  let live: MeetingSummary | null = null;
  let inside: MeetingSummary | null = null;

  const end = (meeting: MeetingSummary | null): void => {
    if (!meeting || over.has(meeting.id)) return;
    over.add(meeting.id);
    tell(message('ended', word(meeting)));
  };
  const enter = (meeting: MeetingSummary | null): void => {
    if (isSame(meeting, inside)) return;
    if (inside) tell(message('left', word(inside)));
    if (meeting) tell(message('joined', word(meeting)));
    inside = meeting;
  };
  const run = (meeting: MeetingSummary | null): void => {
    if (!isSame(meeting, live)) end(live);
    const isChange = meeting && (!isSame(meeting, live) || meeting.present !== live?.present);
    if (isChange) tell(message('live', { ...word(meeting), present: meeting.present }));
    live = meeting;
  };

  return ({ now, inHere, overHere }) => {
    const runs = now && !over.has(now.id) && !isSame(now, overHere) ? now : null;
    const inOtherTab = runs?.iAmIn === true ? runs : null;
    // Who is in is in something live; who was in has left before it ended.
    const isIn = inHere ?? inOtherTab;
    if (!isIn) enter(null);
    run(runs);
    enter(isIn);
    end(overHere);
  };
}

const isSame = (one: MeetingSummary | null, other: MeetingSummary | null): boolean =>
  one?.id === other?.id;

const word = ({ id, title }: MeetingSummary) => ({ meetingId: id, title });

/** A message as it goes to the page around the frame. */
export const message = <E extends keyof PanelWords>(event: E, detail: PanelWords[E]) =>
  ({ source: 'campus-meet', event, detail }) as PanelMessage;
