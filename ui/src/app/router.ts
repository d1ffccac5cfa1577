import { createRouter, createWebHistory, type Router, type RouteRecordRaw } from 'vue-router';

const routes: RouteRecordRaw[] = [
  {
    path: '/',
    component: async () => (await import('../features/home/index.ts')).HomePage,
    children: [
      {
        path: '',
        name: 'home',
        component: async () => (await import('../features/home/index.ts')).HomeMeetings,
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
        component: async () => (await import('../features/settings/index.ts')).SettingsPage,
      },
      {
        path: 'settings/data',
        name: 'my-data',
        component: async () => (await import('../features/privacy/index.ts')).MyDataPage,
      },
      {
        path: 'admin',
        component: async () => (await import('../features/admin/index.ts')).AdminFrame,
        children: [
          {
            path: '',
            name: 'admin',
            component: async () => (await import('../features/admin/index.ts')).AdminOverview,
          },
          {
            path: 'people',
            name: 'admin-people',
            component: async () => (await import('../features/admin/index.ts')).AdminPeople,
          },
          {
            path: 'people/:personId',
            name: 'admin-person',
            props: true,
            component: async () => (await import('../features/identities/index.ts')).PersonPage,
          },
          {
            path: 'conflicts',
            name: 'admin-conflicts',
            component: async () => (await import('../features/identities/index.ts')).ConflictsPage,
          },
          {
            path: 'registration',
            name: 'admin-registration',
            component: async () => (await import('../features/registration/index.ts')).SheetList,
          },
          {
            path: 'registration/:batchId',
            name: 'admin-sheet',
            props: true,
            component: async () => (await import('../features/registration/index.ts')).SheetPage,
          },
          {
            path: 'applications',
            name: 'admin-applications',
            component: async () =>
              (await import('../features/applications/index.ts')).ApplicationsPage,
          },
          {
            path: 'audit',
            name: 'admin-audit',
            component: async () => (await import('../features/admin/index.ts')).AdminAudit,
          },
          {
            path: 'directory',
            name: 'admin-directory',
            component: async () => (await import('../features/directory/index.ts')).DirectoryPage,
          },
          {
            path: 'directory/:runId',
            name: 'admin-directory-run',
            props: true,
            component: async () =>
              (await import('../features/directory/index.ts')).DirectoryRunPage,
          },
          {
            path: 'rosters',
            name: 'admin-rosters',
            component: async () => (await import('../features/operations/index.ts')).RostersPage,
          },
          {
            path: 'letters',
            name: 'admin-letters',
            component: async () => (await import('../features/letters/index.ts')).LettersPage,
          },
          {
            path: 'letters/:name',
            name: 'admin-letter',
            props: true,
            component: async () => (await import('../features/letters/index.ts')).LetterPage,
          },
          {
            path: 'platforms',
            name: 'admin-platforms',
            component: async () => (await import('../features/platforms/index.ts')).PlatformsPage,
          },
          {
            path: 'outbox',
            name: 'admin-outbox',
            component: async () => (await import('../features/operations/index.ts')).OutboxPage,
          },
          {
            path: 'privacy',
            name: 'admin-privacy',
            component: async () => (await import('../features/privacy/index.ts')).PrivacyPage,
          },
          {
            path: 'admins',
            name: 'admin-admins',
            component: async () => (await import('../features/admin/index.ts')).AdminGrants,
          },
        ],
      },
    ],
  },
  {
    path: '/course/:courseId',
    name: 'course',
    props: true,
    component: async () => (await import('../features/course/index.ts')).CoursePage,
  },
  {
    path: '/meeting/:meetingId',
    name: 'meeting',
    props: true,
    component: async () => (await import('../features/meeting/index.ts')).MeetingPage,
  },
  {
    path: '/join/:token?',
    name: 'join',
    props: true,
    component: async () => (await import('../features/join/index.ts')).JoinPage,
  },
  {
    path: '/notice',
    name: 'notice',
    component: async () => (await import('../features/connecting/index.ts')).NoticePage,
  },
  {
    path: '/login',
    name: 'login',
    component: async () => (await import('../features/login/index.ts')).LoginPage,
  },
  {
    path: '/register',
    name: 'register',
    component: async () => (await import('../features/register/index.ts')).RegisterPage,
  },
  {
    path: '/portal',
    name: 'portal',
    component: () => import('../features/portal/PortalPage.vue'),
  },
  {
    path: '/ringer',
    name: 'ringer',
    component: () => import('../features/portal/RingerPage.vue'),
  },
  { path: '/:rest(.*)*', name: 'not-found', component: () => import('./NotFoundPage.vue') },
];

/** The panel's addresses; the meeting's code is loaded when it is wanted. */
export const createPanelRouter = (): Router =>
  createRouter({ history: createWebHistory(), routes });
