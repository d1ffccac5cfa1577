import assert from 'node:assert/strict';
import { SignJWT } from 'jose';
import { bridgeSettings } from '../../test/bridge-settings.ts';
import { forEachDatabase } from '../../test/databases.ts';
import { runRawBridge } from '../../test/raw-bridge.ts';
import { settableClock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import { portalsCommand } from './portals.ts';

const lms = 'https://lms.uni.test';
const origin = 'https://my.uni.test';

/** A bridge, the command at its database, and what somebody has open who came by a portal. */
async function fixture(db: Database) {
  const clock = settableClock();
  const { send, bridge } = await runRawBridge(db, clock);
  const { portals, moodles } = bridge.registry;
  const command = async (...args: string[]) => {
    const lines: string[] = [];
    const admin = { ...portals, disconnect: moodles.disconnect };
    const code = await portalsCommand(admin, args, (line) => lines.push(line));
    return { code, lines };
  };
  const add = async (name: string, ...more: string[]) => {
    const issuer = `${origin}/${name}`;
    const given = ['--issuer', issuer, '--name', name, '--origin', origin, '--secret'];
    const { code, lines } = await command('add', ...given, ...more);
    assert.equal(code, 0, lines.join());
    const id = /as (\S+)$/u.exec(lines[0] ?? '')?.[1] ?? '';
    return { id, issuer, secret: /: (\S+)$/u.exec(lines[1] ?? '')?.[1] ?? '' };
  };
  const redeem = async (ticket: string) => {
    const { text } = await send({ method: 'POST', path: '/api/sessions', body: { ticket } });
    const token = (JSON.parse(text) as { session: { accessToken: string } }).session.accessToken;
    const goesOn = async () => (await send({ path: '/api/sessions', token })).status === 200;
    const handedOver = async () => {
      const path = '/api/sessions/handover';
      const answer = await send({ method: 'POST', path, token, body: {} });
      return redeem((JSON.parse(answer.text) as { ticket: string }).ticket);
    };
    return { goesOn, handedOver };
  };
  let count = 0;
  const launch = async (portal: { issuer: string; secret: string }, panel = 'course') => {
    const token = await new SignJWT({
      iss: portal.issuer,
      aud: bridgeSettings.CAMPUS_MEET_URL,
      sub: 'u-1',
      jti: `token-number-${(count += 1)}`,
      exp: Math.floor(clock.now() / 1000) + 120,
      name: '王芳',
      courses: [{ id: 'CS101', title: '数据结构', role: 'student' }],
    })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(portal.secret));
    const body = { token, panel, origin };
    const answer = await send({ method: 'POST', path: '/api/portal/launches', body });
    assert.equal(answer.status, 200, answer.text);
    return (JSON.parse(answer.text) as { ticket: string }).ticket;
  };
  const opened = async (...launched: Parameters<typeof launch>) =>
    redeem(await launch(...launched));
  return { db, clock, send, command, add, launch, opened };
}

forEachDatabase('campus portals remove', (open) => {
  it('ends the sessions that this portal opened, where others share its realm, and no more', async () => {
    const { db, send, command, add, launch, opened } = await fixture(await open());
    const going = await add('intranet', '--same-ids-as', lms);
    const staying = await add('library', '--same-ids-as', lms);
    const course = await opened(going);
    const over = [course, await opened(going, 'home'), await course.handedOver()];
    const other = await opened(staying);
    const on = [other, await opened(staying, 'home'), await other.handedOver()];
    const unused = await launch(going);

    assert.deepEqual(await command('remove', going.id), { code: 0, lines: ['removed'] });
    const goOn = (all: typeof on) => Promise.all(all.map(({ goesOn }) => goesOn()));
    assert.deepEqual(await goOn(over), [false, false, false]);
    assert.deepEqual(await goOn(on), [true, true, true]);
    const late = { method: 'POST', path: '/api/sessions', body: { ticket: unused } };
    assert.equal((await send(late)).code, 'session/ticket-invalid');

    const [deed, ...more] = (await db('audit_entries').where({ action: 'portal.remove' })) as {
      actor_id: string | null;
      subject_id: string;
    }[];
    assert.deepEqual([deed?.actor_id, deed?.subject_id], [null, going.id]);
    assert.deepEqual(more, []);
    const again = await command('remove', going.id);
    assert.deepEqual(again, { code: 64, lines: ['There is no such portal.'] });
  });

  it('ends what was opened before it was kept by whom, where it can only have been this one', async () => {
    const { db, command, add, opened } = await fixture(await open());
    const shared = await add('intranet', '--same-ids-as', lms);
    const other = await add('library', '--same-ids-as', lms);
    const session = await opened(shared);
    await db('sessions').update({ portal_id: null });
    await command('remove', other.id);
    assert.equal(await session.goesOn(), true);
    await command('remove', shared.id);
    assert.equal(await session.goesOn(), false);
  });
});
