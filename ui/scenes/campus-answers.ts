import type { AddressBookEntry } from '../../bridge/src/features/directory/address-book/contract.ts';
import type { Call, Invitee, InviteeState } from '../../bridge/src/features/calls/contract.ts';
import type { LiveEvents } from '../../bridge/src/features/live/contract.ts';
import { PanelFailure } from '../src/kernel/failure.ts';
import { courseUnits, type Campus } from './campus.ts';
import { meetingId, uuid, type SceneLocale } from './people.ts';

/** The parts of a request as the scripted bridge looks at them. */
export interface Asked {
  params: Record<string, string>;
  query: Record<string, unknown>;
  body: Record<string, unknown>;
}
type Answers = Record<string, (asked: Asked) => unknown>;
type Tell = <E extends keyof LiveEvents>(event: E, data: LiveEvents[E]) => void;

const pageSize = 50;

/** What the scripted bridge answers about people and calls. */
export function campusAnswers(campus: Campus, locale: SceneLocale, tell: Tell): Answers {
  return {
    ...addressBookAnswers(campus, locale),
    ...outgoingAnswers(campus, tell),
    ...incomingAnswers(campus, tell),
    listMissed: () => ({
      missed: campus.missed,
      unseen: campus.missed.filter(({ seen }) => !seen).length,
    }),
    markMissedSeen: () => {
      campus.missed = campus.missed.map((one) => ({ ...one, seen: true }));
      return {};
    },
    getRingSettings: () => campus.ringSettings,
    changeRingSettings: ({ body }) => (campus.ringSettings = { ...campus.ringSettings, ...body }),
  };
}

function addressBookAnswers(campus: Campus, locale: SceneLocale): Answers {
  const star = (personId: string | undefined, favourite: boolean): object => {
    campus.entries = campus.entries.map((one) =>
      one.personId === personId ? { ...one, favourite } : one,
    );
    return {};
  };
  return {
    searchAddressBook: ({ query }) => {
      const all = listed(campus, query);
      const from = Number(query['cursor'] ?? 0);
      const next = from + pageSize < all.length ? String(from + pageSize) : null;
      return { entries: all.slice(from, from + pageSize), next };
    },
    listUnits: () => ({ departments: campus.departments, courses: courseUnits(locale) }),
    addFavourite: ({ params }) => star(params['personId'], true),
    removeFavourite: ({ params }) => star(params['personId'], false),
    getAddressBookSettings: () => ({ hidden: false }),
    saveAddressBookSettings: ({ body }) => body,
  };
}

function listed({ entries, recent }: Campus, query: Asked['query']): AddressBookEntry[] {
  const wanted = typeof query['query'] === 'string' ? query['query'].toLowerCase() : '';
  return entries.filter(
    ({ personId, name, favourite }) =>
      (query['list'] !== 'favourites' || favourite) &&
      (query['list'] !== 'recent' || recent.includes(personId)) &&
      name.toLowerCase().includes(wanted),
  );
}

const list = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : []);

function outgoingAnswers(campus: Campus, tell: Tell): Answers {
  const sizeOf = (body: Asked['body']): number =>
    list(body['personIds']).length +
    148 * list(body['courseIds']).length +
    31 * list(body['groups']).length +
    1204 * list(body['departmentIds']).length;
  const put = (call: Call): Call => {
    campus.calls = [...campus.calls.filter(({ id }) => id !== call.id), call];
    tell('call', { callId: call.id, meetingId: call.meetingId, invitees: call.invitees });
    return call;
  };
  const ring = (people: AddressBookEntry[]): Call =>
    put({
      id: uuid(3100 + campus.calls.length),
      meetingId,
      callerId: uuid(11),
      callerName: '',
      startedAt: Date.now(),
      invitees: people.map(({ personId, name }, n) =>
        invitee({ id: uuid(2500 + 500 * campus.calls.length + n), personId, name }),
      ),
    });
  return {
    countInvitees: ({ body }) => ({ size: sizeOf(body), limit: 500, confirmAbove: 20 }),
    ring: ({ body }) => {
      const chosen = list(body['personIds']);
      const people = campus.entries.filter(({ personId }) => chosen.includes(personId));
      return ring(sizeOf(body) > people.length ? campus.entries.slice(0, sizeOf(body)) : people);
    },
    ringMissing: () => ring(campus.entries.slice(5, 8)),
    listCalls: () => ({
      calls: campus.calls,
      audience: campus.audience ?? null,
      ...(campus.whole ? { whole: campus.whole } : {}),
    }),
    cancelCall: ({ params, body }) => {
      const call = campus.calls.find(({ id }) => id === params['callId']);
      if (!call) throw new PanelFailure('meeting/not-found');
      const some = body['inviteeIds'];
      const stopped = (one: Invitee): Invitee =>
        (one.state === 'ringing' || one.state === 'queued') &&
        (some === undefined || list(some).includes(one.id))
          ? { ...one, state: 'cancelled', changedAt: Date.now() }
          : one;
      return put({ ...call, invitees: call.invitees.map(stopped) });
    },
  };
}

const invitee = (who: Pick<Invitee, 'id' | 'personId' | 'name'>): Invitee => ({
  ...who,
  state: 'ringing',
  changedAt: Date.now(),
  message: null,
  toldBy: 'panel',
});

function incomingAnswers(campus: Campus, tell: Tell): Answers {
  const stop = (inviteeId: string, state: InviteeState): string => {
    const found = campus.incoming.find((one) => one.inviteeId === inviteeId);
    if (!found) throw new PanelFailure('meeting/not-found');
    campus.incoming = campus.incoming.filter((one) => one !== found);
    tell('ring-stopped', { inviteeId, state, bySessionId: uuid(9) });
    return found.meetingId;
  };
  return {
    listIncoming: () => ({ incoming: campus.incoming }),
    answer: ({ params }) => {
      stop(params['inviteeId'] ?? '', 'answered');
      return { meetingId };
    },
    decline: ({ params }) => {
      stop(params['inviteeId'] ?? '', 'declined');
      return {};
    },
  };
}
