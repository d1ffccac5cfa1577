import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { anonymous, doorHouse } from '../../../../test/door-house.ts';
import { endMeeting } from '../contract.ts';
import {
  createLink,
  listLinks,
  lookAtLink,
  revokeLink,
  rotateLink,
  type Link,
  type Series,
} from './contract.ts';

type House = Awaited<ReturnType<typeof doorHouse>>;

const make = async (house: House, series: Series, body: Record<string, unknown> = {}) =>
  (await house.ask(house.host, createLink, { params: { seriesId: series.id }, body })).reply;
const of = (series: Series, link: Link) => ({
  params: { seriesId: series.id, linkId: link.id },
});
const look = (house: House, url: string | null) =>
  house.ask(anonymous, lookAtLink, { body: { token: url?.split('/').at(-1) ?? '' } });

forEachDatabase('the door "link"', (open) => {
  it('lets a guest in without a password, also where only invited people may come', async () => {
    const house = await doorHouse(await open());
    const { series, meetingId } = await house.running({ scope: 'invited', lobby: false });
    const { url } = await make(house, series);
    assert.match(url ?? '', /^http:\/\/127\.0\.0\.1:8090\/join\/[\w-]{43}$/u);
    const before = await look(house, url);
    assert.deepEqual(
      [before.reply.title, before.reply.state, before.reply.guestName],
      ['组会', 'open', null],
    );
    const guest = house.guestBy(await house.byLink(anonymous, url, { name: 'Müller' }));
    assert.equal((await house.enter(guest, meetingId)).reply.outcome, 'entered');
  });

  it('gives the holder of a personal link its name and role, host if so made', async () => {
    const house = await doorHouse(await open());
    const { series, meetingId } = await house.running({ lobby: true, locked: true });
    const { url } = await make(house, series, { guestName: 'Prof. 王', role: 'host' });
    const guest = house.guestBy(await house.byLink(anonymous, url, { name: 'somebody else' }));
    assert.equal(guest.name, 'Prof. 王');
    const { reply } = await house.enter(guest, meetingId);
    assert.ok(reply.outcome === 'entered');
    assert.equal(reply.role, 'host');
    const ended = await house.ask(guest, endMeeting, { params: { meetingId } });
    assert.equal(ended.reply.state, 'ended');
  });

  it('keeps no address: a copy of the database opens nothing', async () => {
    const db = await open();
    const house = await doorHouse(db);
    const { series } = await house.running();
    const { url } = await make(house, series);
    const token = url?.split('/').at(-1) ?? '';
    for (const table of ['meeting_links', 'meeting_link_tokens']) {
      assert.equal(JSON.stringify(await db(table).select()).includes(token), false);
    }
    const { reply } = await house.ask(house.host, listLinks, { params: { seriesId: series.id } });
    assert.deepEqual(
      reply.links.map((link) => link.url),
      [null],
    );
  });

  it('lets through as many as it has uses, however many come at once', async () => {
    const house = await doorHouse(await open());
    const { series } = await house.running();
    const { url } = await make(house, series, { uses: 2 });
    const tries = await Promise.all(
      Array.from({ length: 8 }, (_, n) => house.byLink(anonymous, url, { name: `g${n}` })),
    );
    assert.equal(tries.filter(({ status }) => status === 200).length, 2);
    const codes = new Set(tries.flatMap(({ code }) => code ?? []));
    assert.deepEqual([...codes], ['link/used-up']);
    assert.equal((await look(house, url)).code, 'link/used-up');
  });

  it('does not count who comes back, nor who belongs to the meeting anyway', async () => {
    const house = await doorHouse(await open());
    const { series, meetingId } = await house.running();
    const { url } = await make(house, series, { uses: 1 });
    assert.equal((await house.byLink(house.host, url)).reply.guest, null);
    const guest = house.guestBy(await house.byLink(anonymous, url, { name: 'g' }));
    assert.equal((await house.byLink(guest, url, { name: 'g' })).status, 200);
    assert.equal((await house.enter(guest, meetingId)).status, 200);
  });

  it('says why it is dead: unknown, expired, revoked, replaced', async () => {
    const house = await doorHouse(await open());
    const { series } = await house.running();
    const expiring = await make(house, series, { expiresAt: house.clock.now() + 1_000 });
    const withdrawn = await make(house, series);
    const replaced = await make(house, series);
    await house.ask(house.host, revokeLink, of(series, withdrawn));
    const { reply: newer } = await house.ask(house.host, rotateLink, of(series, replaced));
    house.clock.move(1_000);
    const codeOf = async (url: string | null) => [
      (await look(house, url)).code,
      (await house.byLink(anonymous, url, { name: 'x' })).code,
    ];
    assert.deepEqual(await codeOf(`/join/${'x'.repeat(43)}`), ['link/unknown', 'link/unknown']);
    assert.deepEqual(await codeOf(expiring.url), ['link/expired', 'link/expired']);
    assert.deepEqual(await codeOf(withdrawn.url), ['link/revoked', 'link/revoked']);
    assert.deepEqual(await codeOf(replaced.url), ['link/revoked', 'link/revoked']);
    assert.deepEqual(await codeOf(newer.url), [undefined, undefined]);
    const again = await house.ask(house.host, rotateLink, of(series, withdrawn));
    assert.equal(again.code, 'link/revoked');
  });

  it('once revoked, keeps those from coming back who came by it', async () => {
    const house = await doorHouse(await open());
    const { series, meetingId } = await house.running();
    const link = await make(house, series);
    const guest = house.guestBy(await house.byLink(anonymous, link.url, { name: 'g' }));
    await house.enter(guest, meetingId);
    await house.ask(house.host, revokeLink, of(series, link));
    assert.equal((await house.enter(guest, meetingId)).code, 'link/revoked');
  });

  it('once expired or replaced, lets who is in come back, and who never came in not', async () => {
    const house = await doorHouse(await open());
    const { series, meetingId } = await house.running();
    const link = await make(house, series, { expiresAt: house.clock.now() + 1_000 });
    const come = async () => house.guestBy(await house.byLink(anonymous, link.url, { name: 'g' }));
    const inside = await come();
    const outside = await come();
    await house.enter(inside, meetingId);
    house.clock.move(1_000);
    assert.equal((await house.enter(inside, meetingId)).status, 200);
    assert.equal((await house.enter(outside, meetingId)).code, 'link/expired');
  });

  it('of one series opens no other one to its host', async () => {
    const house = await doorHouse(await open());
    const mine = await house.running();
    const theirs = await house.running({}, house.stranger);
    const link = await make(house, mine.series);
    const params = { seriesId: theirs.series.id, linkId: link.id };
    const answer = await house.ask(house.stranger, revokeLink, { params });
    assert.equal(answer.code, 'link/unknown');
  });
});
