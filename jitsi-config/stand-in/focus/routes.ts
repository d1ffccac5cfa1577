import Router from '@koa/router';
import type { Context } from 'koa';
import { metricsText, metricsType } from '../process/metrics.ts';
import type { Bridge } from './bridge.ts';
import { bridgeJid, bridgesShown, roomShown } from './debug.ts';
import type { Focus } from './focus.ts';
import { focusMetrics, focusStatistics } from './statistics.ts';
import type { Person, Room } from './room.ts';

/** What Jicofo answers by HTTP: the addresses that operators use (recorded: ../recorded). */
export function focusRoutes(focus: Focus): Router {
  const router = new Router();
  router.get('/about/health', (ctx) => {
    const count = focus.bridges.all().length;
    const isFine = focus.bridges.operational().length > 0;
    const words = `No operational bridges available (total bridge count: ${count})`;
    ctx.status = isFine ? 200 : 500;
    ctx.body = isFine ? 'OK' : words;
  });
  router.get('/about/version', (ctx) => {
    ctx.body = { name: 'JiCoFo', version: 'campus-meet-stand-in', os: process.platform };
  });
  router.get('/stats', (ctx) => {
    ctx.body = focusStatistics(focus);
  });
  router.get('/metrics', (ctx) => {
    ctx.body = metricsText('jitsi_jicofo_', focusMetrics(focus));
    ctx.set('Content-Type', metricsType);
  });
  for (const [path, answer] of [
    ['/pin', []],
    ['/rtcstats', {}],
  ] as const) {
    router.get(path, (ctx) => {
      ctx.body = answer;
    });
  }
  mountDebug(router, focus);
  mountMoves(router, focus);
  return router;
}

function mountDebug(router: Router, focus: Focus): void {
  const whole = () => {
    const rooms = [...focus.rooms.values()];
    return Object.fromEntries(rooms.map((room) => [room.jid, roomShown(room)]));
  };
  router.get('/debug', (ctx) => {
    const isFull = ctx.query['full'] === 'true';
    const counts = [...focus.rooms.values()].map(({ jid, people }) => [jid, people.size] as const);
    ctx.body = {
      focus_manager: isFull ? whole() : Object.fromEntries(counts),
      bridge_selector: bridgesShown(focus.bridges.all(), focus.domain),
      jibri_detector: null,
      sip_jibri_detector: null,
      jigasi_detector: null,
      av_moderation: { address: `avmoderation.${focus.domain}` },
      conference_iq_handler: {
        breakout_address: 'null',
        focus_auth_jid: `focus@focus.${focus.domain}`,
        jigasi_enabled: false,
        auth_authority: 'null',
      },
    };
  });
  router.get('/debug/conferences', (ctx) => {
    ctx.body = [...focus.rooms.keys()];
  });
  router.get('/debug/conferences-full', (ctx) => {
    ctx.body = whole();
  });
  router.get('/debug/conference/:jid', (ctx) => {
    const room = focus.rooms.get(ctx.params['jid'] ?? '');
    if (room) ctx.body = roomShown(room);
  });
}

/** Jicofo's ways to move people off a bridge; GETs with effects, as there. */
function mountMoves(router: Router, focus: Focus): void {
  const bridgeOf = (ctx: Context): Bridge | undefined =>
    focus.bridges
      .all()
      .find(({ id }) => [id, bridgeJid(id, focus.domain)].includes(queried(ctx, 'bridge')));
  router.get('/move-endpoints/move-endpoint', (ctx) => {
    const room = focus.rooms.get(queried(ctx, 'conference'));
    const person = room?.people.get(queried(ctx, 'endpoint'));
    if (room && person) ctx.body = moved(focus, [{ room, person }]);
  });
  router.get('/move-endpoints/move-endpoints', (ctx) => {
    const bridge = bridgeOf(ctx);
    const conference = queried(ctx, 'conference');
    const count = Number(queried(ctx, 'numEndpoints') || 1);
    if (!bridge || !Number.isInteger(count)) return;
    const people = peopleOn(focus, bridge).filter(
      ({ room }) => conference === '' || room.jid === conference,
    );
    ctx.body = moved(focus, people.slice(0, count));
  });
  router.get('/move-endpoints/move-fraction', (ctx) => {
    const bridge = bridgeOf(ctx);
    const fraction = Number(queried(ctx, 'fraction') || 0.1);
    if (!bridge || !(fraction >= 0 && fraction <= 1)) return;
    const people = peopleOn(focus, bridge);
    ctx.body = moved(focus, people.slice(0, Math.round(people.length * fraction)));
  });
}

interface Place {
  room: Room;
  person: Person;
}

const queried = (ctx: Context, name: string): string => {
  const value = ctx.query[name];
  return typeof value === 'string' ? value : '';
};

const peopleOn = (focus: Focus, bridge: Bridge): Place[] =>
  [...focus.rooms.values()].flatMap((room) =>
    [...room.people.values()].flatMap((person) =>
      person.session?.bridge === bridge ? [{ room, person }] : [],
    ),
  );

function moved(focus: Focus, people: readonly Place[]): object {
  const done = people.filter(({ room, person }) => focus.calls.move(room, person));
  const conferences = new Set(done.map(({ room }) => room)).size;
  return { movedEndpoints: done.length, conferences };
}
