import type { ErasureListed } from '../../bridge/src/features/admin/privacy/admin-contract.ts';
import type { MyData } from '../../bridge/src/features/admin/privacy/contract.ts';
import { retention as namesEn } from '../../words/en/retention.ts';
import { PanelFailure } from '../src/kernel/failure.ts';
import type { Asked } from './campus-answers.ts';
import { uuid } from './people.ts';
import { dayMs } from '../src/kernel/time.ts';

type Answers = Record<string, (asked: Asked) => unknown>;

/** What the scripted bridge knows of personal data. The right password is `correct horse`. */
export interface PrivacyWorld {
  mine: MyData;
  open: ErasureListed[];
  closed: ErasureListed[];
}

export const theData = (change: Partial<MyData> = {}): MyData => ({
  kinds: (
    [
      ...(['identity', 'login', 'membership', 'meeting', 'attendance', 'call'] as const),
      ...(['message', 'setting', 'audit', 'registration', 'technical'] as const),
    ] as const
  ).map((kind, at) => ({
    kind,
    rows: 3 ** (at % 7),
    periods:
      kind === 'attendance'
        ? [
            { name: 'attendance', days: 730 },
            { name: 'arrivals', days: 180 },
          ]
        : kind === 'call'
          ? [{ name: 'calls', days: 30 }]
          : [],
  })),
  sources: ['ldap:ou=people,dc=uni,dc=edu', 'moodle:https://lms.lakeside.test', 'sheet'],
  erasure: null,
  blockers: [],
  isReviewed: true,
  ...change,
});

export const aWish = (n: number, change: Partial<ErasureListed> = {}): ErasureListed => ({
  id: uuid(9100 + n),
  state: 'asked',
  askedAt: Date.now() - n * dayMs,
  person: { id: uuid(9200 + n), name: '欧阳玉秀', campusNumber: `S2026000${n}` },
  dueAt: Date.now() + (7 - n) * dayMs,
  decidedAt: null,
  reason: null,
  doneAt: null,
  blockers: [],
  fates: [],
  ...change,
});

const fates = [
  { kind: 'identity', gone: 6, kept: 0 },
  { kind: 'attendance', gone: 12, kept: 1_284 },
  { kind: 'call', gone: 0, kept: 37 },
  { kind: 'message', gone: 21, kept: 0 },
] as const;

/** What the scripted bridge answers about personal data. */
export function privacyAnswers({
  mine = theData(),
  open = [],
  closed = [],
}: Partial<PrivacyWorld> = {}): Answers {
  const prove = ({ body }: Asked): void => {
    if (body['current'] === undefined) throw new PanelFailure('account/proof-needed');
    if (body['current'] !== 'correct horse') throw new PanelFailure('account/login-wrong');
  };
  const zip = { name: 'my-data-2026-11-27.zip', type: 'application/zip' };
  const file = { ...zip, content: new Uint8Array([80, 75]) };
  let wish = mine.erasure;
  return {
    getMyData: () => ({ ...mine, erasure: wish }),
    exportMyData: (asked) => {
      prove(asked);
      return file;
    },
    askForErasure: (asked) => {
      prove(asked);
      const times = { askedAt: Date.now(), dueAt: Date.now() + 7 * dayMs };
      wish = { id: uuid(9000), state: 'asked', ...times, reason: null };
      return wish;
    },
    withdrawErasure: () => {
      wish = null;
      return {};
    },
    ...requestAnswers(open, closed),
    exportPersonData: () => file,
    previewErasure: ({ params }) => ({
      name: '欧阳玉秀',
      fates,
      blockers: open.find(({ person }) => person?.id === params['personId'])?.blockers ?? [],
    }),
    erasePerson: () => ({ fates }),
    ...periodAnswers(),
  };
}

function requestAnswers(open: ErasureListed[], closed: ErasureListed[]): Answers {
  const one = ({ params }: Asked): ErasureListed => {
    const found = open.find(({ id }) => id === params['requestId']);
    if (!found) throw new PanelFailure('erasure/not-found');
    return found;
  };
  return {
    listErasures: () => ({ isReviewed: true, open, closed }),
    approveErasure: (asked) => {
      one(asked).state = 'approved';
      return {};
    },
    refuseErasure: (asked) => {
      const found = one(asked);
      open.splice(open.indexOf(found), 1);
      const reason = String(asked.body['reason']);
      closed.unshift({ ...found, state: 'refused', decidedAt: Date.now(), reason });
      return {};
    },
  };
}

function periodAnswers(): Answers {
  const countedOf = (at: number, when: number) => ({
    at: when,
    rows: 7 ** (at % 8),
    oldest: Date.now() - (at + 1) * 20 * dayMs,
    due: at % 3,
  });
  const periods = Object.keys(namesEn).map((name, at) => ({
    name,
    kind: 'technical',
    days: 180,
    usualDays: 180,
    least: 7,
    most: 3650,
    sweptAt: at % 4 === 0 ? null : Date.now() - 1_800_000,
    removed: at % 5,
    counted: at % 4 === 0 ? null : countedOf(at, Date.now() - 1_800_000),
  }));
  const found = ({ params }: Asked) => periods.filter(({ name }) => name === params['name']);
  return {
    listRetention: () => ({ periods }),
    setRetention: (asked) => {
      for (const one of found(asked)) {
        one.days = Number(asked.body['days'] ?? one.usualDays);
        one.counted = null;
      }
      return { periods };
    },
    countRetention: (asked) => {
      for (const one of found(asked)) one.counted = countedOf(periods.indexOf(one), Date.now());
      return { periods: found(asked) };
    },
  };
}
