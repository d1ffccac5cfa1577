import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { grant, refusedWith, sessionFixture as fixture } from '../../../../test/session-fixture.ts';
import { digest } from '../../../kernel/ids.ts';

import { lifetimes } from './session.ts';

forEachDatabase('sessions whose cookie was copied', (open) => {
  it('end when any older cookie turns up, however often it was renewed since, and say so', async () => {
    const { sessions, clock } = fixture(await open());
    for (const rounds of [2, 3, 12]) {
      const stolen = await sessions.redeem(await sessions.issueTicket(grant));
      const { id } = stolen.reply.session;
      let thief = stolen;
      for (let round = 0; round < rounds; round += 1) {
        thief = await sessions.refresh(id, thief.refreshSecret);
      }
      // Within the grace, too: only the cookie just before may come again.
      await assert.rejects(
        sessions.refresh(id, stolen.refreshSecret),
        refusedWith('session/refresh-reused'),
      );
      await assert.rejects(
        sessions.refresh(id, thief.refreshSecret),
        refusedWith('session/refresh-reused'),
      );
      await assert.rejects(
        sessions.authenticate(thief.reply.session.accessToken),
        refusedWith('session/refresh-reused'),
      );
      assert.deepEqual(await sessions.over([id]), [{ id, code: 'session/refresh-reused' }]);
      clock.move(1);
    }
  });

  it('do not end for a cookie that was never theirs', async () => {
    const { sessions } = fixture(await open());
    const own = await sessions.redeem(await sessions.issueTicket(grant));
    const other = await sessions.redeem(await sessions.issueTicket(grant));
    const { id } = own.reply.session;
    const [family = ''] = own.refreshSecret.split('.');
    const guesses = [other.refreshSecret, 'x'.repeat(43), `${'x'.repeat(43)}.y`, '.', family];
    for (const guess of guesses) {
      await assert.rejects(sessions.refresh(id, guess), refusedWith('session/missing'));
    }
    await sessions.refresh(id, own.refreshSecret);
  });

  it('give two tabs that come at once the same, and both go on', async () => {
    const { sessions, clock } = fixture(await open());
    let last = await sessions.redeem(await sessions.issueTicket(grant));
    const { id } = last.reply.session;
    for (let round = 0; round < 5; round += 1) {
      const secret = last.refreshSecret;
      const both = await Promise.all([1, 2, 3, 4].map(() => sessions.refresh(id, secret)));
      assert.equal(new Set(both.map(({ refreshSecret }) => refreshSecret)).size, 1);
      for (const { reply } of both) await sessions.authenticate(reply.session.accessToken);
      [last] = both as [typeof last];
      clock.move(lifetimes.access);
    }
  });

  it('that were opened before there were families go on, and have one after the next renewal', async () => {
    const db = await open();
    const { sessions } = fixture(db);
    const opened = await sessions.redeem(await sessions.issueTicket(grant));
    const { id } = opened.reply.session;
    const former = { refresh_digest: digest('old-secret'), family_digest: null, seed: null };
    await db('sessions').where({ id }).update(former);
    const [one, two] = await Promise.all([
      sessions.refresh(id, 'old-secret'),
      sessions.refresh(id, 'old-secret'),
    ]);
    assert.equal(one.refreshSecret, two.refreshSecret);
    const next = await sessions.refresh(id, one.refreshSecret);
    await sessions.refresh(id, next.refreshSecret);
    await assert.rejects(
      sessions.refresh(id, one.refreshSecret),
      refusedWith('session/refresh-reused'),
    );
  });

  it('keep nothing that opens them', async () => {
    const db = await open();
    const { sessions } = fixture(db);
    const first = await sessions.redeem(await sessions.issueTicket(grant));
    const next = await sessions.refresh(first.reply.session.id, first.refreshSecret);
    const kept = JSON.stringify(await db('sessions'));
    for (const { refreshSecret, reply } of [first, next]) {
      const secrets = [...refreshSecret.split('.'), reply.session.accessToken];
      for (const secret of secrets) assert.ok(!kept.includes(secret));
    }
  });
});
