import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ChatMessage, ConferenceEvent } from '../src/conference/events.ts';
import { apply, initialState } from '../src/conference/state.ts';
import { readPreferences, writePreferences } from '../src/features/meetings/devices/preferences.ts';
import { announcements } from '../src/features/meetings/room/announcements.ts';
import { endingKey, mayComeBack } from '../src/features/meetings/room/ending.ts';
import { fitGrid, tilesPerPage } from '../src/features/meetings/room/grid.ts';
import { besideStage } from '../src/features/meetings/room/beside-stage.ts';
import { matching, orderedRows } from '../src/features/meetings/participants/order.ts';
import { takeTicket, ticketIn } from '../src/features/access/session/ticket.ts';
import { PanelFailure } from '../src/kernel/failure.ts';
import { elapsed, stopwatch } from '../src/kernel/time.ts';
import { initials, tone } from '../src/kernel/words.ts';
import { sceneMemory } from '../scenes/world.ts';

const person = (id: string, name = id, moderator = false) => ({
  id,
  personId: null,
  name,
  moderator,
  guest: false,
  self: id === 'me',
});
const comes = (id: string, name?: string, moderator?: boolean): ConferenceEvent => ({
  kind: 'participant-joined',
  participant: person(id, name, moderator),
});
const after = (...events: ConferenceEvent[]) =>
  [
    { kind: 'connecting' } as const,
    { kind: 'joined', self: person('me', '我'), at: 1 } as const,
    ...events,
  ].reduce(apply, initialState);

describe('the grid', () => {
  const box = fc.record({
    width: fc.integer({ min: 120, max: 4000 }),
    height: fc.integer({ min: 120, max: 3000 }),
  });
  it('gives everybody a place inside the box, whatever its size', () => {
    fc.assert(
      fc.property(box, fc.integer({ min: 1, max: 25 }), (room, count) => {
        const shape = fitGrid(count, room);
        assert.ok(shape.columns * shape.rows >= count);
        assert.ok(shape.columns * (shape.width + 10) - 10 <= room.width);
        assert.ok(shape.rows * (shape.height + 10) - 10 <= room.height);
        const ratio = shape.width / Math.max(1, shape.height);
        assert.ok(shape.width < 40 || (ratio > 0.75 && ratio < 1.9), String(ratio));
      }),
    );
  });
  it('is three by three for nine on a desk and two wide on a phone', () => {
    assert.equal(fitGrid(9, { width: 1250, height: 610 }).columns, 3);
    assert.equal(fitGrid(6, { width: 370, height: 700 }).columns, 2);
    assert.equal(fitGrid(1, { width: 0, height: 0 }).width, 0);
  });
  it('shows at least one and at most 25 a page', () => {
    assert.equal(tilesPerPage(9, { width: 10, height: 10 }), 1);
    assert.equal(tilesPerPage(500, { width: 4000, height: 3000 }), 25);
  });
  it('has a seminar of nine on one page of a phone, also of one that lies on its side; more on tiles that show a face', () => {
    for (const box of [
      { width: 359, height: 548 },
      { width: 712, height: 256 },
    ]) {
      assert.ok(tilesPerPage(9, box) >= 9);
      const perPage = tilesPerPage(25, box);
      assert.ok(perPage >= 6 && perPage <= 9, String(perPage));
    }
  });
});

describe('beside the stage', () => {
  it('stand oneself, who spoke lately, then the others; not who is on it', () => {
    const s = after(comes('a'), comes('b'), comes('c'), { kind: 'dominant-speaker', id: 'c' });
    assert.deepEqual(besideStage(s, { onStage: ['a'], spotlit: [] }), ['me', 'c', 'b']);
  });
});

describe('the participants’ list', () => {
  it('has raised hands first, in their order, then oneself, hosts, and names as the language sorts them', () => {
    const s = after(
      comes('1', '张敏'),
      comes('2', '李伟'),
      comes('3', '陈静', true),
      comes('4', '王芳'),
      { kind: 'hand', id: '4', raisedAt: 20 },
      { kind: 'hand', id: '1', raisedAt: 10 },
    );
    const rows = orderedRows(s, 'zh-CN');
    assert.deepEqual(
      rows.map((row) => row.participant.name),
      ['张敏', '王芳', '我', '陈静', '李伟'],
    );
    assert.deepEqual(
      rows.map((row) => row.hand),
      [1, 2, 0, 0, 0],
    );
  });
  it('finds names in part, without accents and case, every word of them', () => {
    const rows = orderedRows(after(comes('1', 'Zoë Müller'), comes('2', 'Ana Núñez')), 'en');
    const found = (query: string) => matching(rows, query).map((row) => row.participant.id);
    assert.deepEqual(found('muller zoe'), ['1']);
    assert.deepEqual(found(' NUÑEZ'), ['2']);
    assert.deepEqual(found('nobody'), []);
    assert.equal(found('  ').length, 3);
  });
});

describe('what is read out', () => {
  const wrote = (id: string, by: string, more: Partial<ChatMessage> = {}): ConferenceEvent => {
    const to = [{ id: 'me', name: 'Me' }];
    const said = { name: 'Ann', guest: false, text: 'secret', at: 1, mine: false, to };
    return { kind: 'chat', message: { id, participantId: by, ...said, ...more } };
  };
  const inside = after(comes('a', 'Ann'));
  const keys = (...events: ConferenceEvent[]) =>
    announcements(inside, events.reduce(apply, inside)).map(({ key, name }) => `${key} ${name}`);

  it('names who comes, goes, raises a hand and shares', () => {
    const share = {
      kind: 'media-added',
      medium: { ref: 'r', participantId: 'a', kind: 'share', muted: false },
    } as const;
    assert.deepEqual(keys(comes('b', 'Bo')), ['joined Bo']);
    assert.deepEqual(keys({ kind: 'participant-left', id: 'a' }), ['left Ann']);
    assert.deepEqual(keys({ kind: 'hand', id: 'a', raisedAt: 3 }), ['hand Ann']);
    assert.deepEqual(keys({ kind: 'hand', id: 'me', raisedAt: 3 }), []);
    assert.deepEqual(keys(share), ['shareStarted Ann']);
    assert.deepEqual(keys({ kind: 'local-off', medium: 'microphone', by: 'a' }), [
      'mutedByHost Ann',
    ]);
  });
  it('calls a guest a guest, whatever their name', () => {
    const guest = { ...person('g', 'Ann'), guest: true };
    const came = { kind: 'participant-joined', participant: guest } as const;
    const told = (...events: ConferenceEvent[]) => {
      const here = apply(inside, came);
      return announcements(here, events.reduce(apply, here));
    };
    const g = { name: 'Ann', guest: true };
    assert.deepEqual(announcements(inside, apply(inside, came)), [{ key: 'joined', ...g }]);
    assert.deepEqual(told({ kind: 'participant-left', id: 'g' }), [{ key: 'left', ...g }]);
    assert.deepEqual(told({ kind: 'hand', id: 'g', raisedAt: 3 }), [{ key: 'hand', ...g }]);
    assert.deepEqual(told({ kind: 'reaction', key: 1, id: 'g', reaction: 'like' }), [
      { key: 'reacted', ...g, word: 'reactions.like' },
    ]);
    assert.deepEqual(told(wrote('1', 'g', { guest: true, name: 'Ann' })), [
      { key: 'wrotePrivately', ...g },
    ]);
  });
  it('tells who wrote privately, never what; and nothing of what all read', () => {
    assert.deepEqual(keys(wrote('1', 'a')), ['wrotePrivately Ann']);
    assert.deepEqual(keys(wrote('1', 'a'), wrote('2', 'a')), ['wrotePrivately Ann']);
    assert.deepEqual(keys(wrote('1', 'a'), wrote('2', 'b')), ['wrotePrivatelyMany 2']);
    assert.deepEqual(keys(wrote('1', 'a', { to: null })), []);
    assert.deepEqual(keys(wrote('1', 'me', { mine: true })), []);
  });
  it('counts a crowd instead of naming it', () => {
    assert.deepEqual(keys(...['1', '2', '3', '4'].map((id) => comes(id))), ['joinedMany 4']);
  });
  it('tells trouble and its end once, and not everybody again', () => {
    assert.deepEqual(keys({ kind: 'interrupted' }), ['interrupted ']);
    const away = apply(inside, { kind: 'interrupted' });
    const back = apply(away, { kind: 'restored' });
    assert.deepEqual(announcements(away, back), [{ key: 'restored', name: '' }]);
    assert.deepEqual(announcements(initialState, inside), [{ key: 'entered', name: '' }]);
  });
});

describe('the way back after an ending', () => {
  it('is open unless the meeting is over or a host decided', () => {
    const refused = (code: 'meeting/full' | 'meeting/not-allowed') =>
      ({ kind: 'refused', failure: new PanelFailure(code) }) as const;
    assert.ok(mayComeBack({ kind: 'left' }));
    assert.ok(mayComeBack({ kind: 'lost', reason: 'network' }));
    assert.ok(mayComeBack(refused('meeting/full')));
    assert.ok(
      mayComeBack({ kind: 'lost', reason: 'kicked' }),
      'who is banned is told so at the door',
    );
    assert.ok(!mayComeBack({ kind: 'ended-by-me' }));
    assert.ok(!mayComeBack({ kind: 'lost', reason: 'guests-ended' }));
    assert.ok(
      mayComeBack({ kind: 'lost', reason: 'put-out' }),
      'by another link, or signed in again',
    );
    assert.ok(!mayComeBack(refused('meeting/not-allowed')));
    assert.equal(endingKey(refused('meeting/full')), 'full');
    assert.equal(endingKey(refused('meeting/not-allowed')), null);
  });
});

describe('small things', () => {
  it('takes the ticket out of the address', () => {
    const shown: string[] = [];
    const location = { hash: '#ticket=a%2Bb', pathname: '/course/1', search: '?x=1' } as Location;
    const history = {
      state: null,
      replaceState: (_state: unknown, _title: string, url: string) => void shown.push(url),
    } as unknown as History;
    assert.equal(takeTicket(location, history), 'a+b');
    assert.deepEqual(shown, ['/course/1?x=1']);
    assert.equal(ticketIn('#ticket='), null);
    assert.equal(ticketIn(''), null);
  });
  it('makes initials of any name', () => {
    assert.equal(initials('欧阳娜娜'), '娜娜');
    assert.equal(initials('Zoë Müller-Lüdenscheidt'), 'ZL');
    assert.equal(initials('  '), '?');
    assert.equal(initials('<script>'), 'S');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        assert.ok(initials(name).length > 0);
        assert.ok(tone(name) >= 0 && tone(name) < 8);
      }),
    );
  });
  it('shows spans and clocks, never below zero', () => {
    assert.deepEqual(elapsed(0, 65 * 60_000), { hours: 1, minutes: 5 });
    assert.deepEqual(elapsed(10, 0), { hours: 0, minutes: 0 });
    assert.equal(stopwatch(3_909_000), '1:05:09');
    assert.equal(stopwatch(-5), '0:00');
  });
  it('remembers devices and forgets what it cannot read', () => {
    const memory = sceneMemory();
    const fresh = readPreferences(memory);
    const value = { ...fresh, microphone: false, mirror: false, chosen: { camera: 'c' } };
    writePreferences(memory, value);
    assert.deepEqual(readPreferences(memory), value);
    for (const bad of ['', '{', '[]', '{"microphone":"yes","chosen":{"camera":5}}']) {
      memory.write('campus-meet.devices', bad);
      assert.deepEqual(readPreferences(memory), fresh);
    }
  });
});
