import { createRouter, createWebHistory, type Router, type RouteRecordRaw } from 'vue-router';

const routes: RouteRecordRaw[] = [
  { path: '/', name: 'home', component: () => import('./HomePage.vue') },
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
  { path: '/:rest(.*)*', name: 'not-found', component: () => import('./NotFoundPage.vue') },
];

/** The panel's addresses; the meeting's code is loaded when it is wanted. */
export const createPanelRouter = (): Router =>
  createRouter({ history: createWebHistory(), routes });
