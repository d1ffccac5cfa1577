import { route, type Route, type SetCookie } from '../../../kernel/route.ts';
import { refreshCookie } from '../../access/sessions/index.ts';
import * as contract from './contract.ts';
import { proposePassword } from './meeting-id.ts';
import type { InvitationService } from './invitations.ts';
import type { JoinByNumber } from './join-by-number.ts';
import type { Opening } from './joining.ts';
import type { JoinByLink } from './join-by-link.ts';
import type { Links } from './links.ts';
import type { MyMeetings } from './my-meetings.ts';
import type { SeriesService } from './service.ts';
import type { createUnitInvitations } from './unit-invitations.ts';
import type { WaitingRoom } from './waiting-room.ts';

export interface AdmissionServices {
  series: SeriesService;
  myMeetings: (personId: string) => Promise<MyMeetings>;
  joinByNumber: JoinByNumber;
  joinByLink: JoinByLink;
  links: Links;
  invitations: Pick<InvitationService, 'invite'>;
  unitInvitations: ReturnType<typeof createUnitInvitations>;
  waitingRoom: WaitingRoom;
}

/** The routes of admission. Who may do what is decided in the services, by the caller's role. */
export const admissionRoutes = (services: AdmissionServices): Route[] => [
  ...seriesRoutes(services),
  ...joinRoutes(services),
  ...linkRoutes(services),
  ...unitRoutes(services),
  ...lobbyRoutes(services),
];

const seriesRoutes = ({ series, myMeetings, invitations }: AdmissionServices): Route[] => [
  route(contract.getPersonalSeries, 'read', ({ caller }) => series.personal(caller.personId)),
  route(contract.proposePassword, 'read', () =>
    Promise.resolve({ guestPassword: proposePassword() }),
  ),
  route(contract.createSeries, 'write', ({ body, caller }) => series.create(body, caller.personId)),
  route(contract.getSeries, 'read', ({ params, caller }) =>
    series.get(params.seriesId, caller.personId),
  ),
  route(contract.getCourseSeries, 'read', ({ params, query, caller }) =>
    series.ofCourse({ courseId: params.courseId, groupId: query.groupId ?? null }, caller.personId),
  ),
  route(contract.getSeriesOfMeeting, 'read', ({ params, caller }) =>
    series.ofMeeting(params.meetingId, caller.personId),
  ),
  route(contract.changeSeries, 'write', ({ params, body, caller }) =>
    series.change(params.seriesId, body, caller.personId),
  ),
  route(contract.cancelSeries, 'write', async ({ params, caller }) => {
    await series.cancel(params.seriesId, caller.personId);
    return {};
  }),
  route(contract.startSeries, 'write', ({ params, caller }) =>
    series.start(params.seriesId, caller.personId),
  ),
  route(contract.listMyMeetings, 'read', ({ caller }) => myMeetings(caller.personId)),
  route(contract.invite, 'write', ({ params, body, caller }) =>
    invitations.invite(params.seriesId, body, caller.personId),
  ),
];

// The budget "sign-in" is wide: a class behind one address comes at once. Guessing is slowed by guess-limit.ts.
const joinRoutes = ({ joinByNumber, joinByLink }: AdmissionServices): Route[] => [
  route(contract.knockByNumber, 'sign-in', async ({ body, caller, address, setCookie }) =>
    reply(await joinByNumber.byNumber(body, { caller, address }), setCookie),
  ),
  route(contract.lookAtLink, 'sign-in', ({ body }) => joinByLink.look(body.token)),
  route(contract.knockByLink, 'sign-in', async ({ body, caller, address, setCookie }) =>
    reply(await joinByLink.byLink(body, { caller, address }), setCookie),
  ),
];

function reply({ passed, guest }: Opening, setCookie: (cookie: SetCookie) => void) {
  if (guest) setCookie(refreshCookie(guest));
  return { ...passed, guest: guest?.reply ?? null };
}

const linkRoutes = ({ links }: AdmissionServices): Route[] => [
  route(contract.listLinks, 'read', async ({ params, caller }) => ({
    links: await links.list(params.seriesId, caller.personId),
  })),
  route(contract.createLink, 'write', ({ params, body, caller }) =>
    links.create(params.seriesId, body, caller.personId),
  ),
  route(contract.revokeLink, 'write', ({ params, caller }) =>
    links.revoke(params, caller.personId),
  ),
  route(contract.rotateLink, 'write', ({ params, caller }) =>
    links.rotate(params, caller.personId),
  ),
];

const unitRoutes = ({ unitInvitations }: AdmissionServices): Route[] => [
  route(contract.listInvitedUnits, 'read', async ({ params, caller }) => ({
    units: await unitInvitations.list(params.seriesId, caller.personId),
  })),
  route(contract.inviteUnits, 'write', async ({ params, body, caller }) => ({
    units: await unitInvitations.invite(params.seriesId, body.departmentIds, caller.personId),
  })),
  route(contract.dropInvitedUnit, 'write', async ({ params, caller }) => ({
    units: await unitInvitations.drop(params, caller.personId),
  })),
];

const lobbyRoutes = ({ waitingRoom }: AdmissionServices): Route[] => [
  route(contract.listLobby, 'read', ({ params, caller }) =>
    waitingRoom.list(params.meetingId, caller.personId),
  ),
  route(contract.admit, 'write', async ({ params, body, caller }) => ({
    waiting: await waitingRoom.admit(params.meetingId, body, caller.personId),
  })),
  route(contract.refuse, 'write', async ({ params, body, caller }) => ({
    waiting: await waitingRoom.refuse(params.meetingId, body, caller.personId),
  })),
  route(contract.stopWaiting, 'write', async ({ params, caller }) => {
    await waitingRoom.leave(params.meetingId, caller.personId);
    return {};
  }),
  route(contract.listBans, 'read', async ({ params, caller }) => ({
    bans: await waitingRoom.bans(params.seriesId, caller.personId),
  })),
  route(contract.liftBan, 'write', async ({ params, caller }) => {
    await waitingRoom.liftBan(params.seriesId, params.participantId, caller.personId);
    return {};
  }),
];
