import type { ApplicationDetail } from '../../bridge/src/features/registration/signup/decisions-contract.ts';
import { PanelFailure } from '../src/kernel/failure.ts';
import type { Asked } from './campus-answers.ts';
import { uuid } from './people.ts';

type Answers = Record<string, (asked: Asked) => unknown>;

/** What the scripted bridge knows of applications. The right code is 271828. */
export interface ApplicationWorld {
  open: boolean;
  /** What confirming ends in. */
  confirmed: 'waiting' | 'accepted';
  /** Of the admin's scope. */
  received: ApplicationDetail[];
}

const minute = 60_000;

const units = [
  ['物理与光电工程系', 8],
  ['理学院', null],
  ['Fakultät für Rechtswissenschaften und Wirtschaftsinformatik', null],
  ['量子信息与凝聚态物理联合实验室', 0],
  ['外国语学院', null],
  ['Institut für Übersetzungswissenschaft', 4],
  ['计算机科学与技术学院', null],
  ['图书馆', null],
  ['理工学部', null],
] as const;

const form = {
  domains: ['lakeside.test', '*.wolkenburg-universitaet.example.edu'],
  departments: units.map(([name, above], at) => ({
    id: uuid(8500 + at),
    name,
    parentId: above === null ? null : uuid(8500 + above),
  })),
};

/** What the scripted bridge answers about applications. */
export function applicationAnswers({
  open = true,
  confirmed = 'waiting',
  received = [],
}: Partial<ApplicationWorld> = {}): Answers {
  const asked = () => ({
    applicationId: uuid(8600),
    expiresAt: Date.now() + 30 * minute,
    nextAt: Date.now() + minute,
  });
  return {
    getApplicationForm: () => (open ? { open, ...form } : { open, domains: [], departments: [] }),
    apply: ({ body }) => {
      if (String(body['email']).endsWith('.test')) return asked();
      throw new PanelFailure('application/invalid', {
        flaws: [
          { field: 'email', message: 'foreign-domain' },
          { field: 'phone', message: 'not-a-phone' },
        ],
      });
    },
    sendConfirmationAgain: asked,
    confirmByCode: ({ body }) => {
      if (body['code'] !== '271828') throw new PanelFailure('application/code-wrong');
      return { state: confirmed };
    },
    confirmByLink: () => ({ state: confirmed }),
    ...decisionAnswers(received),
  };
}

export const anApplication = (
  n: number,
  change: Partial<ApplicationDetail> = {},
): ApplicationDetail => ({
  id: uuid(8700 + n),
  state: 'waiting',
  name: '李雷',
  kind: 'teacher',
  campusNumber: `T2026${n}`,
  email: `lilei${n}@lakeside.test`,
  phone: '+8613800007919',
  department: { id: uuid(8500), name: '物理与光电工程系' },
  confirmedAt: Date.now() - n * 60 * minute,
  decidedAt: null,
  decidedBy: null,
  expiresOn: null,
  locale: 'zh-CN',
  reason: null,
  outcome: { verdict: 'new', conflict: null, people: [], changes: [] },
  directory: { is: 'none' },
  rivals: [],
  ...change,
});

function decisionAnswers(received: ApplicationDetail[]): Answers {
  const one = (asked: Asked): ApplicationDetail => {
    const found = received.find(({ id }) => id === asked.params['applicationId']);
    if (!found) throw new PanelFailure('application/not-found');
    return found;
  };
  const settle = (asked: Asked, change: Partial<ApplicationDetail>): ApplicationDetail =>
    Object.assign(one(asked), change);
  const decided = { decidedAt: Date.now(), decidedBy: '韩梅梅', outcome: null, directory: null };
  const undone = {
    decidedAt: null,
    decidedBy: null,
    reason: null,
    directory: { is: 'away' } as const,
    outcome: anApplication(0).outcome,
  };
  return {
    listApplications: ({ query }) => {
      const isWaiting = query['show'] !== 'decided';
      const waits = ({ state }: ApplicationDetail) => state === 'waiting';
      return {
        applications: received.filter((each) => waits(each) === isWaiting),
        waiting: received.filter(waits).length,
        next: null,
      };
    },
    getApplication: one,
    acceptApplication: (asked) => settle(asked, { state: 'accepted', ...decided }),
    refuseApplication: (asked) =>
      settle(asked, { state: 'refused', ...decided, reason: String(asked.body['reason']) }),
    undoDecision: (asked) => settle(asked, { ...undone, state: 'waiting' }),
  };
}
