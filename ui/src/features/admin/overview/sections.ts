import type { Component } from 'vue';
import {
  Activity,
  ClipboardCheck,
  FileSpreadsheet,
  Gauge,
  GitCompareArrows,
  History,
  LockKeyhole,
  MailQuestion,
  Network,
  Plug,
  RefreshCw,
  Send,
  ShieldCheck,
  Users,
} from '@lucide/vue';
import type { WaitingKind } from '../../../../../bridge/src/features/admin/overview/contract.ts';

/** A part of the administration. */
export interface AdminSection {
  /** Name of its route; the part is shown once there is such a route. */
  route: string;
  icon: Component;
  /** Its name among the words. */
  words: string;
  /** Who sees it: every administrator, or system administrators only. */
  for: 'all' | 'system';
  /** What can wait there. */
  waits: readonly WaitingKind[];
}

/** The parts of the administration below their headings, in the order in which they are shown. */
export const adminSections: readonly { group: string; parts: readonly AdminSection[] }[] = [
  {
    group: 'people',
    parts: [
      { route: 'admin-people', icon: Users, words: 'people', for: 'all', waits: [] },
      {
        route: 'admin-registration',
        icon: FileSpreadsheet,
        words: 'registration',
        for: 'all',
        waits: ['sheets-to-review', 'sheets-returned'],
      },
      {
        route: 'admin-applications',
        icon: ClipboardCheck,
        words: 'applications',
        for: 'all',
        waits: ['applications'],
      },
      {
        route: 'admin-directory',
        icon: Network,
        words: 'directory',
        for: 'all',
        waits: ['directory-runs'],
      },
      {
        route: 'admin-rosters',
        icon: RefreshCw,
        words: 'rosters',
        for: 'system',
        waits: ['directory-runs'],
      },
      {
        route: 'admin-conflicts',
        icon: GitCompareArrows,
        words: 'conflicts',
        for: 'all',
        waits: ['conflicts'],
      },
    ],
  },
  {
    group: 'messages',
    parts: [
      { route: 'admin-letters', icon: MailQuestion, words: 'letters', for: 'system', waits: [] },
      {
        route: 'admin-outbox',
        icon: Send,
        words: 'outbox',
        for: 'system',
        waits: ['dead-letters'],
      },
    ],
  },
  {
    group: 'servers',
    parts: [
      {
        route: 'admin-operations',
        icon: Activity,
        words: 'operations',
        for: 'system',
        waits: ['alarms'],
      },
      { route: 'admin-capacity', icon: Gauge, words: 'capacity', for: 'system', waits: [] },
    ],
  },
  {
    group: 'oversight',
    parts: [
      { route: 'admin-audit', icon: History, words: 'audit', for: 'all', waits: [] },
      {
        route: 'admin-platforms',
        icon: Plug,
        words: 'platforms',
        for: 'system',
        waits: ['platforms'],
      },
      { route: 'admin-admins', icon: ShieldCheck, words: 'admins', for: 'system', waits: [] },
      {
        route: 'admin-privacy',
        icon: LockKeyhole,
        words: 'privacy',
        for: 'system',
        waits: ['erasures'],
      },
    ],
  },
];

/** The parts that somebody sees, below those headings that have any. Pure. */
export const sectionsFor = (
  isSystem: boolean,
  isThere: (route: string) => boolean,
): { group: string; parts: AdminSection[] }[] =>
  adminSections
    .map(({ group, parts }) => ({
      group,
      parts: parts.filter((part) => isThere(part.route) && (isSystem || part.for === 'all')),
    }))
    .filter(({ parts }) => parts.length > 0);
