import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { anonymous, admissionFixture } from '../../../../test/admission-fixture.ts';
import { noteCommands } from '../../../../test/moderation-fixture.ts';
import { removeFromMeeting } from '../moderation/contract.ts';
import { createLink, listLobby } from './contract.ts';

type Fixture = Awaited<ReturnType<typeof admissionFixture>>;

const ban = (fixture: Fixture, meetingId: string, participantId: string) =>
  fixture.ask(fixture.host, removeFromMeeting, {
    params: { meetingId, participantId },
    body: { ban: true },
  });

forEachDatabase('a guest who was banned and comes back as somebody new', (open) => {
  it('waits for a host, as do all new guests of that network; nobody else does', async () => {
    const server = await noteCommands();
    const fixture = await admissionFixture(await open(), { JITSI_COMMANDS_URL: server.url });
    const { series, meetingId } = await fixture.running({ guestPassword: null });
    const come = async (name: string) =>
      fixture.guestBy(await fixture.join(anonymous, series, { name }));
    const troll = await come('Troll');
    const neighbour = await come('Neighbour');
    for (const who of [troll, neighbour]) {
      assert.equal((await fixture.enter(who, meetingId)).reply.outcome, 'entered');
    }
    assert.equal((await ban(fixture, meetingId, troll.id)).status, 200);
    assert.equal((await fixture.enter(troll, meetingId)).code, 'door/banned');
    // No cookie, another name: a new guest, but from the same network.
    const again = await come('Somebody else');
    assert.equal((await fixture.enter(again, meetingId)).reply.outcome, 'waiting');
    // Who was let in before stays in, and people of the campus are known by themselves.
    assert.equal((await fixture.enter(neighbour, meetingId)).reply.outcome, 'entered');
    await fixture.join(fixture.stranger, series);
    assert.equal((await fixture.enter(fixture.stranger, meetingId)).reply.outcome, 'entered');
    const { reply } = await fixture.ask(fixture.host, listLobby, { params: { meetingId } });
    assert.deepEqual(
      reply.waiting.map(({ participantId, fromBanned }) => [participantId, fromBanned]),
      [[again.id, true]],
    );
    // From elsewhere one comes in at once, and a day later from there too.
    await fixture.db('guests').where({ id: again.id }).update({ network: 'elsewhere' });
    assert.equal((await fixture.enter(again, meetingId)).reply.outcome, 'entered');
    fixture.clock.move(25 * 3_600_000);
    await fixture.db('series_bans').update({ banned_at: fixture.clock.now() - 25 * 3_600_000 });
    const later = await come('A day later');
    assert.equal((await fixture.enter(later, meetingId)).reply.outcome, 'entered');
  });

  it('does not come back by the own link; a link of many goes on for the others', async () => {
    const fixture = await admissionFixture(await open());
    const { series, meetingId } = await fixture.running({ scope: 'invited' });
    const params = { seriesId: series.id };
    const own = await fixture.ask(fixture.host, createLink, {
      params,
      body: { guestName: 'Troll' },
    });
    const shared = await fixture.ask(fixture.host, createLink, { params, body: {} });
    const troll = fixture.guestBy(await fixture.byLink(anonymous, own.reply.url));
    const other = fixture.guestBy(
      await fixture.byLink(anonymous, shared.reply.url, { name: 'Other' }),
    );
    await fixture.enter(troll, meetingId);
    await fixture.enter(other, meetingId);
    await ban(fixture, meetingId, troll.id);
    await ban(fixture, meetingId, other.id);
    assert.equal((await fixture.byLink(anonymous, own.reply.url)).code, 'link/revoked');
    const next = await fixture.byLink(anonymous, shared.reply.url, { name: 'Next' });
    assert.equal(next.code, undefined);
  });

  it('has a name that is read: without marks that are not seen, and not made of them alone', async () => {
    const fixture = await admissionFixture(await open());
    const { series } = await fixture.running({ guestPassword: null });
    const named = await fixture.join(anonymous, series, { name: '\u202e林\u200b芳\r\nX' });
    assert.equal(named.reply.guest?.person.displayName, '林芳 X');
    const nameless = await fixture.join(anonymous, series, { name: '\u200b\u2060' });
    assert.equal(nameless.code, 'request/invalid');
  });
});
