import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { anonymous, doorHouse } from '../../../../test/door-house.ts';
import { noteCommands } from '../../../../test/power-house.ts';
import { removeFromMeeting } from '../moderation/contract.ts';
import { createLink, listLobby } from './contract.ts';

type House = Awaited<ReturnType<typeof doorHouse>>;

const ban = (house: House, meetingId: string, participantId: string) =>
  house.ask(house.host, removeFromMeeting, {
    params: { meetingId, participantId },
    body: { ban: true },
  });

forEachDatabase('a guest who was banned and comes back as somebody new', (open) => {
  it('waits for a host, as do all new guests of that network; nobody else does', async () => {
    const server = await noteCommands();
    const house = await doorHouse(await open(), { JITSI_COMMANDS_URL: server.url });
    const { series, meetingId } = await house.running({ guestPassword: null });
    const come = async (name: string) =>
      house.guestBy(await house.knock(anonymous, series, { name }));
    const troll = await come('Troll');
    const neighbour = await come('Neighbour');
    for (const who of [troll, neighbour]) {
      assert.equal((await house.enter(who, meetingId)).reply.outcome, 'entered');
    }
    assert.equal((await ban(house, meetingId, troll.id)).status, 200);
    assert.equal((await house.enter(troll, meetingId)).code, 'door/banned');
    // No cookie, another name: a new guest, but from the same network.
    const again = await come('Somebody else');
    assert.equal((await house.enter(again, meetingId)).reply.outcome, 'waiting');
    // Who was let in before stays in, and people of the campus are known by themselves.
    assert.equal((await house.enter(neighbour, meetingId)).reply.outcome, 'entered');
    await house.knock(house.stranger, series);
    assert.equal((await house.enter(house.stranger, meetingId)).reply.outcome, 'entered');
    const { reply } = await house.ask(house.host, listLobby, { params: { meetingId } });
    assert.deepEqual(
      reply.waiting.map(({ participantId, fromBanned }) => [participantId, fromBanned]),
      [[again.id, true]],
    );
    // From elsewhere one comes in at once, and a day later from there too.
    await house.db('guests').where({ id: again.id }).update({ network: 'elsewhere' });
    assert.equal((await house.enter(again, meetingId)).reply.outcome, 'entered');
    house.clock.move(25 * 3_600_000);
    await house.db('series_bans').update({ banned_at: house.clock.now() - 25 * 3_600_000 });
    const later = await come('A day later');
    assert.equal((await house.enter(later, meetingId)).reply.outcome, 'entered');
  });

  it('does not come back by the own link; a link of many goes on for the others', async () => {
    const house = await doorHouse(await open());
    const { series, meetingId } = await house.running({ scope: 'invited' });
    const params = { seriesId: series.id };
    const own = await house.ask(house.host, createLink, { params, body: { guestName: 'Troll' } });
    const shared = await house.ask(house.host, createLink, { params, body: {} });
    const troll = house.guestBy(await house.byLink(anonymous, own.reply.url));
    const other = house.guestBy(await house.byLink(anonymous, shared.reply.url, { name: 'Other' }));
    await house.enter(troll, meetingId);
    await house.enter(other, meetingId);
    await ban(house, meetingId, troll.id);
    await ban(house, meetingId, other.id);
    assert.equal((await house.byLink(anonymous, own.reply.url)).code, 'link/revoked');
    const next = await house.byLink(anonymous, shared.reply.url, { name: 'Next' });
    assert.equal(next.code, undefined);
  });

  it('has a name that is read: without marks that are not seen, and not made of them alone', async () => {
    const house = await doorHouse(await open());
    const { series } = await house.running({ guestPassword: null });
    const named = await house.knock(anonymous, series, { name: '\u202e林\u200b芳\r\nX' });
    assert.equal(named.reply.guest?.person.displayName, '林芳 X');
    const nameless = await house.knock(anonymous, series, { name: '\u200b\u2060' });
    assert.equal(nameless.code, 'request/invalid');
  });
});
