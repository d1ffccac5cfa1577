import type { RouteRecordRaw } from 'vue-router';
import { AddressBook, MissedCalls, RingSettings } from '../src/features/calls/index.ts';
import Story from './Story.vue';

/** Components that have no address of their own in the product, each on a page of the scenes. */
export const stories: RouteRecordRaw = {
  path: '/story',
  component: Story,
  children: [
    { path: 'address-book', component: AddressBook },
    { path: 'missed', component: MissedCalls },
    { path: 'ring-settings', component: RingSettings },
  ],
};
