import assert from 'node:assert/strict';
import { testSealing } from '../../../../test/bridge-settings.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { notificationFixture } from '../../../../test/notification-fixture.ts';
import { systemClock } from '../../../kernel/clock.ts';
import { createSeries, invite } from '../../meetings/admission/contract.ts';
import { createStoredKeys } from '../outbox/index.ts';
import { getNoticeSettings } from './contract.ts';
import { createStopTokens, type StopSubject } from './stop-tokens.ts';

forEachDatabase('ending mail by its own address', (open) => {
  const fixture = async () => {
    const db = await open();
    const all = await notificationFixture(db);
    const address = all.bridge.bridge.server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const path = (token: string) => `http://127.0.0.1:${port}/notices/stop/${token}`;
    const look = async (token: string) => (await fetch(path(token))).status;
    const post = async (token: string, body = 'List-Unsubscribe=One-Click') =>
      (await fetch(path(token), { method: 'POST', body: new URLSearchParams(body) })).status;
    assert.equal(await look('x'), 404);
    const fresh = () => assert.fail('the first look made the key');
    const keys = createStoredKeys({ db, clock: systemClock, sealing: testSealing });
    const tokens = createStopTokens(await keys.keyOf('stop-mail', fresh));
    const mine = async (who = all.first) => (await all.bridge.ask(who, getNoticeSettings)).reply;
    /** The address in the header of a mail (RFC 8058); null when there is none. */
    const headerOf = (to: string) => {
      const { raw = '' } = all.mail.received.findLast((mail) => mail.to.includes(to)) ?? {};
      const heads = (raw.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/gu, ' ');
      const url = /^List-Unsubscribe: <[^>]*\/notices\/stop\/([^>]+)>$/mu.exec(heads)?.[1];
      const isOneClick = heads.includes('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
      assert.equal(isOneClick, url !== undefined);
      return url ?? null;
    };
    return { ...all, look, post, tokens, mine, headerOf };
  };

  it('ends one kind of notice and no other; a look changes nothing; a forged address does nothing', async () => {
    const { db, first, second, wants, look, post, tokens, mine } = await fixture();
    for (const who of [first, second]) await wants(who, { mail: true });
    const gone = '99999999-9999-4999-8999-999999999999';
    assert.equal(await post(tokens.make({ kind: 'registration-done', personId: gone })), 200);
    assert.deepEqual(await db('notification_choices').where({ person_id: gone }), []);
    const all = {
      push: false,
      mail: true,
      lms: false,
      missedCallMail: true,
      objectionMail: true,
      objectionAnswerMail: true,
      summaryMail: true,
      applicationMail: true,
      alarmMail: true,
    };
    const personId = first.id;
    const kinds = {
      'class-started': 'mail',
      'missed-call': 'missedCallMail',
      'objection-made': 'objectionMail',
      'objection-answered': 'objectionAnswerMail',
      'registration-done': 'summaryMail',
      'application-waiting': 'applicationMail',
      alarm: 'alarmMail',
    } as const;
    for (const [kind, choice] of Object.entries(kinds)) {
      const token = tokens.make({ kind, personId } as StopSubject);
      assert.equal(await look(token), 200);
      assert.deepEqual(await mine(), all);
      for (const time of [1, 2]) {
        assert.equal(await post(token), 200, `${time}`);
        assert.deepEqual(await mine(), { ...all, [choice]: false });
      }
      assert.equal(await post(token, 'do=again'), 200);
      assert.deepEqual(await mine(), all);
      const signature = token.slice(token.lastIndexOf('.') + 1);
      const forged = [
        ...[token.slice(0, -1), `${token}x`, `${token}.`, token.replace(personId, second.id)],
        ...[
          `application-waiting.${personId}.${signature}x`,
          `invitation.${personId}.${signature}`,
          personId,
        ],
        ...Object.keys(kinds)
          .filter((other) => other !== kind)
          .map((other) => `${other}.${personId}.${signature}`),
      ];
      for (const bad of forged) assert.equal(await post(bad), 404, bad);
      assert.deepEqual([await mine(), await mine(second)], [all, all]);
    }
  });

  it('lets strangers refuse invitations by one click; whoever invites them is told, and nobody else’s mail ends', async () => {
    const { db, bridge, teacher, third, first, mail, settled, post, look, headerOf } =
      await fixture();
    const stranger = 'Guest.Müller@else.test'.replace('ü', 'ue');
    const seriesOf = async (who: typeof teacher) => {
      const { reply } = await bridge.ask(who, createSeries, { body: { title: 'Seminar' } });
      return { seriesId: reply.id };
    };
    const params = await seriesOf(teacher);
    const others = await seriesOf(third);
    const ask = async (who: typeof teacher, to: { seriesId: string }) => {
      const body = { emails: [stranger, 'other@else.test'], personIds: [first.id] };
      const { reply } = await bridge.ask(who, invite, { params: to, body });
      await settled();
      return reply;
    };
    assert.deepEqual((await ask(teacher, params)).refused, []);
    assert.equal(headerOf(`${first.id}@uni.test`), null);
    const token = headerOf(stranger) ?? '';
    assert.equal(await look(token), 200);
    assert.equal(mail.received.length, 3);
    assert.deepEqual(await ask(teacher, params), { mailed: 3, withoutAddress: [], refused: [] });

    assert.equal(await post(token, 'do=host'), 200);
    assert.deepEqual(await ask(teacher, params), {
      mailed: 2,
      withoutAddress: [],
      refused: [stranger],
    });
    assert.deepEqual((await ask(third, others)).refused, []);
    assert.equal(await post(token), 200);
    assert.deepEqual((await ask(third, others)).refused, [stranger]);
    const kept = JSON.stringify(await db('refused_addresses'));
    assert.doesNotMatch(kept, /else\.test|guest/iu);

    assert.equal(await post(token, 'do=again'), 200);
    assert.deepEqual((await ask(teacher, params)).refused, []);
    assert.deepEqual(await db('refused_addresses'), []);
  });
});
