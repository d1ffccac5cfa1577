import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import {
  grant,
  person,
  refusedWith,
  sessionFixture as fixture,
} from '../../../../test/session-fixture.ts';
import { placeOf } from './index.ts';
import { lifetimes } from './session.ts';

forEachDatabase('sessions', (open) => {
  it('are opened by a ticket once, however many try at once', async () => {
    const { sessions } = fixture(await open());
    const ticket = await sessions.issueTicket(grant);
    const tries = await Promise.allSettled([1, 2, 3].map(() => sessions.redeem(ticket)));
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
    await assert.rejects(sessions.redeem(ticket), refusedWith('session/ticket-invalid'));
  });

  it('are not opened by a ticket older than a minute, nor by an invented one', async () => {
    const { sessions, clock } = fixture(await open());
    const ticket = await sessions.issueTicket(grant);
    clock.move(lifetimes.ticket);
    await assert.rejects(sessions.redeem(ticket), refusedWith('session/ticket-invalid'));
    await assert.rejects(sessions.redeem('x'.repeat(43)), refusedWith('session/ticket-invalid'));
  });

  it('say who calls, until the access token is over', async () => {
    const { sessions, clock } = fixture(await open());
    const { reply } = await sessions.redeem(await sessions.issueTicket(grant));
    const caller = await sessions.authenticate(reply.session.accessToken);
    assert.equal(caller.personId, person.id);
    clock.move(lifetimes.access);
    await assert.rejects(
      sessions.authenticate(reply.session.accessToken),
      refusedWith('session/expired'),
    );
  });

  it('are renewed by the cookie, which then is another', async () => {
    const { sessions, clock } = fixture(await open());
    const first = await sessions.redeem(await sessions.issueTicket(grant));
    clock.move(lifetimes.access);
    const second = await sessions.refresh(first.reply.session.id, first.refreshSecret);
    assert.notEqual(second.refreshSecret, first.refreshSecret);
    await sessions.authenticate(second.reply.session.accessToken);
  });

  it('take the former cookie when the answer got lost, and end when it turns up later', async () => {
    const { sessions, clock } = fixture(await open());
    const first = await sessions.redeem(await sessions.issueTicket(grant));
    const { id } = first.reply.session;
    await sessions.refresh(id, first.refreshSecret);
    clock.move(lifetimes.refreshGrace);
    const again = await sessions.refresh(id, first.refreshSecret);
    clock.move(lifetimes.refreshGrace + 1);
    await sessions.refresh(id, again.refreshSecret);
    clock.move(lifetimes.refreshGrace + 1);
    await assert.rejects(
      sessions.refresh(id, again.refreshSecret),
      refusedWith('session/refresh-reused'),
    );
    // It says why, to whoever comes, however late.
    for (const secret of [again.refreshSecret, first.refreshSecret]) {
      await assert.rejects(sessions.refresh(id, secret), refusedWith('session/refresh-reused'));
    }
    await assert.rejects(
      sessions.authenticate(again.reply.session.accessToken),
      refusedWith('session/expired'),
    );
  });

  it('are one for each browser in the list, however many launches there were', async () => {
    const { sessions, clock } = fixture(await open());
    const laptop = { browser: 'Chrome', system: 'Linux', browserId: crypto.randomUUID() };
    const phone = { browser: 'Safari', system: 'iPhone', browserId: crypto.randomUUID() };
    const launch = async (where: typeof laptop) => {
      clock.move(1000);
      return sessions.redeem(await sessions.issueTicket(grant), where);
    };
    const first = await launch(laptop);
    for (let round = 0; round < 30; round += 1) await launch(laptop);
    const away = await launch(phone);
    const alsoAway = await launch(phone);
    const last = await launch(laptop);
    const caller = await sessions.authenticate(last.reply.session.accessToken);
    const mine = await sessions.mine(caller);
    assert.deepEqual(
      mine.map(({ browser, isThis }) => [browser, isThis]),
      [
        ['Chrome', true],
        ['Safari', false],
      ],
    );
    // Of more than twenty in one browser those end that were seen longest ago.
    await assert.rejects(
      sessions.authenticate(first.reply.session.accessToken),
      refusedWith('session/ended'),
    );
    const ended = await sessions.endOwn(caller, mine[1]?.id ?? '');
    const both = [away, alsoAway].map(({ reply }) => reply.session.id);
    assert.deepEqual(ended.sort(), both.sort());
    assert.equal((await sessions.mine(caller)).length, 1);
    // Signing out is out of the browser: no tab is left that could sign in the next one.
    const here = await sessions.endOwn(caller, caller.sessionId);
    assert.equal(here.length, 20);
    assert.ok(here.includes(caller.sessionId));
    assert.deepEqual(await sessions.mine(caller), []);
  });

  it('end for good: by sign-out, after twelve hours, and when the person is deactivated', async () => {
    const { sessions, clock, state } = fixture(await open());
    const opened = await sessions.redeem(await sessions.issueTicket(grant));
    const { id } = opened.reply.session;
    state.isActive = false;
    await assert.rejects(sessions.refresh(id, opened.refreshSecret), refusedWith('session/ended'));
    state.isActive = true;
    assert.deepEqual(await sessions.endAllOf(person.id), [id]);
    await assert.rejects(
      sessions.authenticate(opened.reply.session.accessToken),
      refusedWith('session/ended'),
    );
    const other = await sessions.redeem(await sessions.issueTicket(grant));
    clock.move(lifetimes.session);
    await assert.rejects(
      sessions.refresh(other.reply.session.id, other.refreshSecret),
      refusedWith('session/expired'),
    );
  });

  it('are listed for their owner, with what they were opened in, and ended one by one or all others', async () => {
    const { sessions, clock } = fixture(await open());
    const agent = 'Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36';
    const phone = { ...placeOf(agent), browserId: null };
    const first = await sessions.redeem(await sessions.issueTicket(grant), phone);
    clock.move(1000);
    const second = await sessions.open(grant);
    const third = await sessions.open(grant);
    const caller = await sessions.authenticate(second.reply.session.accessToken);
    const mine = await sessions.mine(caller);
    assert.deepEqual(mine.map(({ isThis }) => isThis).filter(Boolean), [true]);
    assert.deepEqual([mine.length, mine[2]?.browser, mine[2]?.system], [3, 'Chrome', 'Android']);
    await sessions.endOwn(caller, first.reply.session.id);
    assert.equal((await sessions.mine(caller)).length, 2);
    const stranger = { ...caller, personId: '22222222-2222-4222-8222-222222222222' };
    await assert.rejects(
      sessions.endOwn(stranger, second.reply.session.id),
      refusedWith('session/forbidden'),
    );
    assert.deepEqual(await sessions.endOthers(person.id, caller.sessionId), [
      third.reply.session.id,
    ]);
    await sessions.authenticate(second.reply.session.accessToken);
  });

  it('are a guest’s as well, opened at a door without a ticket, for as long as the guest is known', async () => {
    const { sessions, state } = fixture(await open());
    const guest = { ...grant, kind: 'guest' as const, meetingId: person.id };
    const opened = await sessions.open(guest);
    assert.deepEqual([opened.reply.kind, opened.reply.meetingId], ['guest', person.id]);
    const caller = await sessions.authenticate(opened.reply.session.accessToken);
    assert.equal(caller.kind, 'guest');
    const over = await sessions.redeem(await sessions.issueTicket(guest));
    assert.equal(over.reply.kind, 'guest');
    state.hasGuest = false;
    await assert.rejects(
      sessions.refresh(opened.reply.session.id, opened.refreshSecret),
      refusedWith('session/ended'),
    );
  });
});
