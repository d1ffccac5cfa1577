import { createRouter, createWebHistory, type Router, type RouteRecordRaw } from 'vue-router';

const routes: RouteRecordRaw[] = [
  {
    path: '/',
    component: async () => (await import('../features/meetings/home/index.ts')).HomePage,
    children: [
      {
        path: '',
        name: 'home',
        component: async () => (await import('../features/meetings/home/index.ts')).HomeMeetings,
      },
      {
        path: 'people',
        name: 'people',
        component: async () => (await import('../features/calls/index.ts')).AddressBook,
      },
      {
        path: 'missed',
        name: 'missed',
        component: async () => (await import('../features/calls/index.ts')).MissedCalls,
      },
      {
        path: 'settings',
        name: 'settings',
        component: async () => (await import('../features/access/settings/index.ts')).SettingsPage,
      },
      {
        path: 'settings/data',
        name: 'my-data',
        component: async () => (await import('../features/admin/privacy/index.ts')).MyDataPage,
      },
      {
        path: 'admin',
        component: async () => (await import('../features/admin/overview/index.ts')).AdminFrame,
        children: [
          {
            path: '',
            name: 'admin',
            component: async () =>
              (await import('../features/admin/overview/index.ts')).AdminOverview,
          },
          {
            path: 'people',
            name: 'admin-people',
            component: async () =>
              (await import('../features/admin/overview/index.ts')).AdminPeople,
          },
          {
            path: 'people/:personId',
            name: 'admin-person',
            props: true,
            component: async () =>
              (await import('../features/directory/merge/index.ts')).PersonPage,
          },
          {
            path: 'conflicts',
            name: 'admin-conflicts',
            component: async () =>
              (await import('../features/directory/merge/index.ts')).ConflictsPage,
          },
          {
            path: 'registration',
            name: 'admin-registration',
            component: async () =>
              (await import('../features/registration/import/index.ts')).SheetList,
          },
          {
            path: 'registration/:batchId',
            name: 'admin-sheet',
            props: true,
            component: async () =>
              (await import('../features/registration/import/index.ts')).SheetPage,
          },
          {
            path: 'applications',
            name: 'admin-applications',
            component: async () =>
              (await import('../features/registration/review/index.ts')).ApplicationsPage,
          },
          {
            path: 'audit',
            name: 'admin-audit',
            component: async () => (await import('../features/admin/overview/index.ts')).AdminAudit,
          },
          {
            path: 'directory',
            name: 'admin-directory',
            component: async () =>
              (await import('../features/directory/sync/index.ts')).DirectoryPage,
          },
          {
            path: 'directory/:runId',
            name: 'admin-directory-run',
            props: true,
            component: async () =>
              (await import('../features/directory/sync/index.ts')).DirectoryRunPage,
          },
          {
            path: 'rosters',
            name: 'admin-rosters',
            component: async () => (await import('../features/admin/operations/index.ts')).SyncPage,
          },
          {
            path: 'letters',
            name: 'admin-letters',
            component: async () =>
              (await import('../features/notifications/templates/index.ts')).TemplatesPage,
          },
          {
            path: 'letters/:name',
            name: 'admin-letter',
            props: true,
            component: async () =>
              (await import('../features/notifications/templates/index.ts')).TemplatePage,
          },
          {
            path: 'platforms',
            name: 'admin-platforms',
            component: async () =>
              (await import('../features/access/platforms/index.ts')).PlatformsPage,
          },
          {
            path: 'outbox',
            name: 'admin-outbox',
            component: async () =>
              (await import('../features/admin/operations/index.ts')).OutboxPage,
          },
          {
            path: 'operations',
            name: 'admin-operations',
            component: async () =>
              (await import('../features/operations/fleet/index.ts')).OperationsPage,
          },
          {
            path: 'capacity',
            name: 'admin-capacity',
            component: async () =>
              (await import('../features/operations/capacity/index.ts')).CapacityPage,
          },
          {
            path: 'privacy',
            name: 'admin-privacy',
            component: async () => (await import('../features/admin/privacy/index.ts')).PrivacyPage,
          },
          {
            path: 'admins',
            name: 'admin-admins',
            component: async () =>
              (await import('../features/admin/overview/index.ts')).AdminGrants,
          },
        ],
      },
    ],
  },
  {
    path: '/course/:courseId',
    name: 'course',
    meta: { words: 'first' },
    props: ({ params, query }) => ({
      courseId: params['courseId'],
      meetingId: typeof query['meeting'] === 'string' ? query['meeting'] : null,
    }),
    component: async () => (await import('../features/meetings/course/index.ts')).CoursePage,
  },
  {
    path: '/course/:courseId/attendance',
    name: 'attendance',
    props: true,
    component: async () =>
      (await import('../features/meetings/attendance/index.ts')).AttendancePage,
  },
  {
    path: '/course/:courseId/attendance/:meetingId',
    name: 'attendance-meeting',
    props: true,
    component: async () =>
      (await import('../features/meetings/attendance/index.ts')).AttendanceMeetingPage,
  },
  {
    path: '/meeting/:meetingId',
    name: 'meeting',
    props: true,
    component: async () => (await import('../features/meetings/room/index.ts')).MeetingPage,
  },
  {
    path: '/join/:token?',
    name: 'join',
    props: true,
    component: async () => (await import('../features/meetings/join/index.ts')).JoinPage,
  },
  {
    path: '/notice',
    name: 'notice',
    component: async () =>
      (await import('../features/access/connecting/index.ts')).loadAccountLinkPage(),
  },
  {
    path: '/login',
    name: 'login',
    component: async () => (await import('../features/access/login/index.ts')).LoginPage,
  },
  {
    path: '/register',
    name: 'register',
    component: async () => (await import('../features/registration/signup/index.ts')).SignupPage,
  },
  {
    path: '/portal',
    name: 'portal',
    meta: { words: 'first' },
    component: () => import('../features/access/portal/PortalPage.vue'),
  },
  {
    path: '/ringer',
    name: 'ringer',
    meta: { words: 'first' },
    component: () => import('../features/access/portal/RingerPage.vue'),
  },
  { path: '/:rest(.*)*', name: 'not-found', component: () => import('./NotFoundPage.vue') },
];

/** The panel's addresses; the meeting's code is loaded when it is wanted. */
export const createPanelRouter = (): Router =>
  createRouter({ history: createWebHistory(), routes });
