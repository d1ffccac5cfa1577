import type { World } from './world.ts';

const place = (number: number, seconds: number): Partial<World> => ({
  queued: { outcome: 'queued', place: number, seconds },
});

/** Before the room, when many come at once: far behind, near, next; and where no videobridge has room. */
export const queueScenes = <Scene>(arriving: (change: Partial<World>) => Scene) => ({
  'queue-far': arriving(place(237, 118)),
  'queue-near': arriving(place(37, 18)),
  'queue-next': arriving(place(1, 1)),
  'meeting-started-off': arriving({ starts: { microphone: false, camera: false } }),
  'meeting-fleet-full': arriving({ failing: { enterMeeting: 'fleet/full' } }),
});
