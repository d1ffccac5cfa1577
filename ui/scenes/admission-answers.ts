import type {
  Link,
  Schedule,
  Series,
} from '../../bridge/src/features/meetings/admission/contract.ts';
import { detailsIn } from '../../bridge/src/features/meetings/details-contract.ts';
import type { LiveEvents } from '../../bridge/src/features/live/contract.ts';
import { PanelFailure } from '../src/kernel/failure.ts';
import type { Asked } from './campus-answers.ts';
import { aLink, aSeries, type AdmissionWorld } from './admission.ts';
import { aSession, meetingId, uuid, type SceneLocale } from './people.ts';

type Answers = Record<string, (asked: Asked) => unknown>;
type Tell = <E extends keyof LiveEvents>(event: E, data: LiveEvents[E]) => void;

/** What the scripted bridge answers about series, links, lobby and notifications. */
export const admissionAnswers = (
  admission: AdmissionWorld,
  locale: SceneLocale,
  tell: Tell,
): Answers => ({
  ...seriesAnswers(admission, locale),
  ...linkAnswers(admission),
  ...unitAnswers(),
  ...joinAnswers(admission, locale),
  ...lobbyAnswers(admission, tell),
  getNoticeSettings: () => admission.notifications,
  changeNoticeSettings: ({ body }) =>
    (admission.notifications = { ...admission.notifications, ...body }),
  getPushKey: () => ({ publicKey: 'scene' }),
  subscribe: () => ({}),
  unsubscribe: () => ({}),
});

function seriesAnswers(admission: AdmissionWorld, locale: SceneLocale): Answers {
  const known = (id: string | undefined): Series => {
    const found = admission.series.find((one) => one.id === id) ?? admission.series[0];
    if (!found) throw new PanelFailure('series/not-found');
    return found;
  };
  const put = (series: Series): Series => {
    admission.series = [...admission.series.filter(({ id }) => id !== series.id), series];
    if (series.kind === 'personal') admission.series.unshift(...admission.series.splice(-1));
    return series;
  };
  const changed = (series: Series, body: Asked['body']): Series =>
    put({
      ...series,
      ...(typeof body['title'] === 'string' ? { title: body['title'] } : {}),
      ...detailsIn(body),
      ...(body['newNumber'] === true ? { number: '5550001234' } : {}),
      ...('schedule' in body ? { schedule: body['schedule'] as Schedule | null } : {}),
      admission: { ...series.admission, ...(body['admission'] as object | undefined) },
    });
  return {
    getPersonalSeries: () => known(undefined),
    proposePassword: () => ({ guestPassword: 'mavo-ruti-58' }),
    createSeries: ({ body }) =>
      changed(aSeries(locale, { id: uuid(9009), kind: 'fresh', number: '640275918' }), body),
    getSeries: ({ params }) => known(params['seriesId']),
    getSeriesOfMeeting: () => known(uuid(9001)),
    changeSeries: ({ params, body }) => changed(known(params['seriesId']), body),
    startSeries: () => ({ meetingId }),
    cancelSeries: ({ params }) => {
      admission.coming = admission.coming.filter(({ seriesId }) => seriesId !== params['seriesId']);
      return {};
    },
    listMyMeetings: () => ({
      running: admission.running,
      coming: admission.coming,
      past: admission.past,
    }),
    invite: ({ body }) => {
      const people = (body['personIds'] as string[] | undefined) ?? [];
      const emails = (body['emails'] as string[] | undefined) ?? [];
      const withoutAddress = people.slice(1, 2);
      const refused = emails.filter((email) => email.startsWith('nein@'));
      const mailed = people.length + emails.length - withoutAddress.length - refused.length;
      return { mailed, withoutAddress, refused };
    },
  };
}

function linkAnswers(admission: AdmissionWorld): Answers {
  const put = (link: Link): Link => {
    admission.links = [
      { ...link, url: null },
      ...admission.links.filter(({ id }) => id !== link.id),
    ];
    return link;
  };
  const known = (id: string | undefined): Link =>
    admission.links.find((one) => one.id === id) ?? aLink();
  const url = 'https://meet.example.edu/join/9TqZ3rX0kVbU4sYpW1mC7dE8fA2hJ5nL';
  return {
    listLinks: () => ({ links: admission.links }),
    createLink: ({ body }) =>
      put({ ...aLink({ id: uuid(9210), createdAt: Date.now(), used: 0 }), ...body, url }),
    revokeLink: ({ params }) => put({ ...known(params['linkId']), state: 'revoked', url: null }),
    rotateLink: ({ params }) => put({ ...known(params['linkId']), state: 'live', url, used: 0 }),
  };
}

function unitAnswers(): Answers {
  let units = [
    { id: uuid(9401), name: '物理与光电工程系' },
    { id: uuid(9402), name: 'Fakultät für Rechtswissenschaften und Wirtschaftsinformatik' },
  ];
  return {
    listInvitedUnits: () => ({ units }),
    inviteUnits: ({ body }) => {
      const ids = body['departmentIds'] as string[];
      units = [...units, ...ids.map((id) => ({ id, name: '量子信息与凝聚态物理联合实验室' }))];
      return { units };
    },
    dropInvitedUnit: ({ params }) => {
      units = units.filter(({ id }) => id !== params['departmentId']);
      return { units };
    },
  };
}

function joinAnswers(admission: AdmissionWorld, locale: SceneLocale): Answers {
  const where = () => ({
    title: admission.series[1]?.title ?? '',
    hostName: aSession(locale, true).person.displayName,
    startsAt: admission.look.state === 'scheduled' ? Date.parse('2026-11-25T00:00:00Z') : null,
  });
  const passed = ({ body }: Asked): unknown => {
    if (admission.look.state === 'none') throw new PanelFailure('meeting/not-open');
    const session = aSession(locale, false);
    const name = typeof body['name'] === 'string' ? body['name'] : null;
    const guest =
      name === null
        ? null
        : {
            ...session,
            kind: 'guest',
            person: { ...session.person, displayName: name },
          };
    return { ...where(), meetingId, state: admission.look.state, guest };
  };
  return {
    knockByNumber: (asked) => {
      const isRight = asked.body['guestPassword'] === 'kupa-wilo-73';
      if (!isRight) throw new PanelFailure('door/wrong');
      return passed(asked);
    },
    lookAtLink: () => ({ ...where(), ...admission.look }),
    knockByLink: passed,
  };
}

function lobbyAnswers(admission: AdmissionWorld, tell: Tell): Answers {
  const decide = ({ body }: Asked): unknown => {
    const chosen = body['participantIds'] as string[] | undefined;
    admission.lobby = chosen
      ? admission.lobby.filter(({ participantId }) => !chosen.includes(participantId))
      : [];
    tell('lobby', { meetingId, waiting: admission.lobby, lookalikes: admission.lookalikes });
    return { waiting: admission.lobby };
  };
  return {
    listLobby: () => ({ waiting: admission.lobby, lookalikes: admission.lookalikes }),
    admit: decide,
    refuse: decide,
    stopWaiting: () => ({}),
  };
}
