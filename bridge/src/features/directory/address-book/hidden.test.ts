import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { callFixture, choose } from '../../../../test/call-fixture.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { countInvitees, listCalls, ring } from '../../calls/contract.ts';
import { listCourseMembers } from '../courses/contract.ts';
import { createSeries, invite } from '../../meetings/admission/contract.ts';

/** What is read of an operation of the OpenAPI document. */
interface MethodShape {
  requestBody?: { content: Record<string, { schema: { properties?: object } } | undefined> };
}

forEachDatabase('Hidden people', (open) => {
  const fixture = async () => {
    const db = await open();
    const at = await callFixture(db);
    const hide = () =>
      db('address_book_hidden').insert({ person_id: at.other.id, hidden_at: at.clock.now() });
    const base = `http://127.0.0.1:${(at.bridge.bridge.server.address() as AddressInfo).port}`;
    return { ...at, db, hide, base };
  };

  it('are neither rung nor named by a known id, now and in what was', async () => {
    const { bridge, student, other, stranger, teacher, hide, meetingId } = await fixture();
    const own = await bridge.meetingOf(stranger);
    const params = { meetingId: own };
    const before = await bridge.ask(stranger, ring, { params, body: choose(other, student) });
    assert.equal(before.reply.invitees.length, 2);
    await hide();
    assert.equal(
      (await bridge.ask(stranger, ring, { params, body: choose(other) })).code,
      'call/nobody',
    );
    const size = await bridge.ask(stranger, countInvitees, { params, body: choose(other) });
    assert.equal(size.reply.size, 0);
    const calls = await bridge.ask(stranger, listCalls, { params });
    assert.ok(!JSON.stringify(calls.reply).includes(other.id));
    // Whoever hosts a course that they are in goes on as before.
    const hosted = { params: { meetingId }, body: choose(other) };
    assert.equal((await bridge.ask(teacher, ring, hosted)).reply.invitees.length, 1);
  });

  it('are not invited, and not among the members for those who do not host', async () => {
    const { bridge, student, other, stranger, teacher, course, hide } = await fixture();
    await hide();
    const series = await bridge.ask(stranger, createSeries, { body: { title: 'Tea' } });
    const body = choose(other, student);
    const asked = { params: { seriesId: series.reply.id }, body };
    assert.deepEqual((await bridge.ask(stranger, invite, asked)).reply.withoutAddress, [
      student.id,
    ]);
    const params = { courseId: course.id };
    const seen = async (who: typeof student) =>
      (await bridge.ask(who, listCourseMembers, { params })).reply.members.map(
        ({ personId }) => personId,
      );
    assert.ok(!(await seen(student)).includes(other.id));
    assert.ok((await seen(teacher)).includes(other.id));
    assert.ok((await seen(other)).includes(other.id));
  });

  it('are to every operation that takes a person’s id what nobody is', async () => {
    const { bridge, other, stranger, course, hide, base } = await fixture();
    await hide();
    const meetingId = await bridge.meetingOf(stranger);
    const series = await bridge.ask(stranger, createSeries, { body: { title: 'Tea' } });
    const document = (await (await fetch(`${base}/api/openapi.json`)).json()) as {
      paths: Record<string, Record<string, MethodShape>>;
    };
    const known: Record<string, string> = {
      meetingId,
      seriesId: series.reply.id,
      courseId: course.id,
    };
    let tried = 0;
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, { requestBody }] of Object.entries(methods)) {
        const fields = requestBody?.content['application/json']?.schema.properties ?? {};
        const names = ['personId', 'personIds', 'participantId', 'otherId'];
        const inBody = names.filter((name) => name in fields);
        const isAsked = /\{(personId|participantId|otherId)\}/u.test(path) || inBody.length > 0;
        if (!isAsked || path.includes('/admin/')) continue;
        const outcome = async (id: string) => {
          const url = path.replace(/\{(\w+)\}/gu, (_, name: string) => known[name] ?? id);
          const body = Object.fromEntries(
            inBody.map((name) => [name, name.endsWith('s') ? [id] : id]),
          );
          const answer = await fetch(base + url, {
            method: method.toUpperCase(),
            headers: {
              Authorization: `Bearer ${stranger.token}`,
              'Content-Type': 'application/json',
            },
            ...(method === 'get' ? {} : { body: JSON.stringify(body) }),
          });
          const said = await answer.text();
          assert.ok(!said.includes(other.name), `${method} ${path}`);
          return (
            said.replace(/[0-9a-f-]{36}/gu, 'id').replace(/\d{13}/gu, 'at') + String(answer.status)
          );
        };
        assert.equal(
          await outcome(other.id),
          await outcome(crypto.randomUUID()),
          `${method} ${path}`,
        );
        tried += 1;
      }
    }
    assert.ok(tried >= 5, `${tried} operations were tried`);
  });
});
