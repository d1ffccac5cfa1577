import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { anonymous, admissionFixture } from '../../../../test/admission-fixture.ts';
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

type Fixture = Awaited<ReturnType<typeof admissionFixture>>;

const make = async (fixture: Fixture, series: Series, body: Record<string, unknown> = {}) =>
  (await fixture.ask(fixture.host, createLink, { params: { seriesId: series.id }, body })).reply;
const of = (series: Series, link: Link) => ({
  params: { seriesId: series.id, linkId: link.id },
});
const look = (fixture: Fixture, url: string | null) =>
  fixture.ask(anonymous, lookAtLink, { body: { token: url?.split('/').at(-1) ?? '' } });

forEachDatabase('the door "link"', (open) => {
  it('lets a guest in without a password, also where only invited people may come', async () => {
    const fixture = await admissionFixture(await open());
    const { series, meetingId } = await fixture.running({ scope: 'invited', lobby: false });
    const { url } = await make(fixture, series);
    assert.match(url ?? '', /^http:\/\/127\.0\.0\.1:8090\/join\/[\w-]{43}$/u);
    const before = await look(fixture, url);
    assert.deepEqual(
      [before.reply.title, before.reply.state, before.reply.guestName],
      ['组会', 'open', null],
    );
    const guest = fixture.guestBy(await fixture.byLink(anonymous, url, { name: 'Müller' }));
    assert.equal((await fixture.enter(guest, meetingId)).reply.outcome, 'entered');
  });

  it('gives the holder of a personal link its name and role, host if so made', async () => {
    const fixture = await admissionFixture(await open());
    const { series, meetingId } = await fixture.running({ lobby: true, locked: true });
    const { url } = await make(fixture, series, { guestName: 'Prof. 王', role: 'host' });
    const guest = fixture.guestBy(await fixture.byLink(anonymous, url, { name: 'somebody else' }));
    assert.equal(guest.name, 'Prof. 王');
    const { reply } = await fixture.enter(guest, meetingId);
    assert.ok(reply.outcome === 'entered');
    assert.equal(reply.role, 'host');
    const ended = await fixture.ask(guest, endMeeting, { params: { meetingId } });
    assert.equal(ended.reply.state, 'ended');
  });

  it('keeps no address: a copy of the database opens nothing', async () => {
    const db = await open();
    const fixture = await admissionFixture(db);
    const { series } = await fixture.running();
    const { url } = await make(fixture, series);
    const token = url?.split('/').at(-1) ?? '';
    for (const table of ['meeting_links', 'meeting_link_tokens']) {
      assert.equal(JSON.stringify(await db(table).select()).includes(token), false);
    }
    const { reply } = await fixture.ask(fixture.host, listLinks, {
      params: { seriesId: series.id },
    });
    assert.deepEqual(
      reply.links.map((link) => link.url),
      [null],
    );
  });

  it('lets through as many as it has uses, however many come at once', async () => {
    const fixture = await admissionFixture(await open());
    const { series } = await fixture.running();
    const { url } = await make(fixture, series, { uses: 2 });
    const tries = await Promise.all(
      Array.from({ length: 8 }, (_, n) => fixture.byLink(anonymous, url, { name: `g${n}` })),
    );
    assert.equal(tries.filter(({ status }) => status === 200).length, 2);
    const codes = new Set(tries.flatMap(({ code }) => code ?? []));
    assert.deepEqual([...codes], ['link/used-up']);
    assert.equal((await look(fixture, url)).code, 'link/used-up');
  });

  it('does not count who comes back, nor who belongs to the meeting anyway', async () => {
    const fixture = await admissionFixture(await open());
    const { series, meetingId } = await fixture.running();
    const { url } = await make(fixture, series, { uses: 1 });
    assert.equal((await fixture.byLink(fixture.host, url)).reply.guest, null);
    const guest = fixture.guestBy(await fixture.byLink(anonymous, url, { name: 'g' }));
    assert.equal((await fixture.byLink(guest, url, { name: 'g' })).status, 200);
    assert.equal((await fixture.enter(guest, meetingId)).status, 200);
  });

  it('says why it is dead: unknown, expired, revoked, replaced', async () => {
    const fixture = await admissionFixture(await open());
    const { series } = await fixture.running();
    const expiring = await make(fixture, series, { expiresAt: fixture.clock.now() + 1_000 });
    const withdrawn = await make(fixture, series);
    const replaced = await make(fixture, series);
    await fixture.ask(fixture.host, revokeLink, of(series, withdrawn));
    const { reply: newer } = await fixture.ask(fixture.host, rotateLink, of(series, replaced));
    fixture.clock.move(1_000);
    const codeOf = async (url: string | null) => [
      (await look(fixture, url)).code,
      (await fixture.byLink(anonymous, url, { name: 'x' })).code,
    ];
    assert.deepEqual(await codeOf(`/join/${'x'.repeat(43)}`), ['link/unknown', 'link/unknown']);
    assert.deepEqual(await codeOf(expiring.url), ['link/expired', 'link/expired']);
    assert.deepEqual(await codeOf(withdrawn.url), ['link/revoked', 'link/revoked']);
    assert.deepEqual(await codeOf(replaced.url), ['link/revoked', 'link/revoked']);
    assert.deepEqual(await codeOf(newer.url), [undefined, undefined]);
    const again = await fixture.ask(fixture.host, rotateLink, of(series, withdrawn));
    assert.equal(again.code, 'link/revoked');
  });

  it('once revoked, keeps those from coming back who came by it', async () => {
    const fixture = await admissionFixture(await open());
    const { series, meetingId } = await fixture.running();
    const link = await make(fixture, series);
    const guest = fixture.guestBy(await fixture.byLink(anonymous, link.url, { name: 'g' }));
    await fixture.enter(guest, meetingId);
    await fixture.ask(fixture.host, revokeLink, of(series, link));
    assert.equal((await fixture.enter(guest, meetingId)).code, 'link/revoked');
  });

  it('once expired or replaced, lets who is in come back, and who never came in not', async () => {
    const fixture = await admissionFixture(await open());
    const { series, meetingId } = await fixture.running();
    const link = await make(fixture, series, { expiresAt: fixture.clock.now() + 1_000 });
    const come = async () =>
      fixture.guestBy(await fixture.byLink(anonymous, link.url, { name: 'g' }));
    const inside = await come();
    const outside = await come();
    await fixture.enter(inside, meetingId);
    fixture.clock.move(1_000);
    assert.equal((await fixture.enter(inside, meetingId)).status, 200);
    assert.equal((await fixture.enter(outside, meetingId)).code, 'link/expired');
  });

  it('of one series opens no other one to its host', async () => {
    const fixture = await admissionFixture(await open());
    const mine = await fixture.running();
    const theirs = await fixture.running({}, fixture.stranger);
    const link = await make(fixture, mine.series);
    const params = { seriesId: theirs.series.id, linkId: link.id };
    const answer = await fixture.ask(fixture.stranger, revokeLink, { params });
    assert.equal(answer.code, 'link/unknown');
  });
});
