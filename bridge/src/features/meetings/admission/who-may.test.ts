import assert from 'node:assert/strict';
import type { Actor } from '../../../../test/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { anonymous, admissionFixture } from '../../../../test/admission-fixture.ts';
import type { Endpoint } from '../../../kernel/contract.ts';
import { newId } from '../../../kernel/ids.ts';
import { startCourseMeeting } from '../contract.ts';
import * as contract from './contract.ts';

type Fixture = Awaited<ReturnType<typeof admissionFixture>>;

/** What each operation on somebody's series is asked with. */
async function operations(fixture: Fixture) {
  const { people, ask } = fixture;
  const teacher = await people.person('Teacher');
  const colleague = await people.person('Teacher of another course');
  const course = await people.course(teacher, [fixture.student]);
  await people.course(colleague, [fixture.stranger]);
  const started = await ask(teacher, startCourseMeeting, { params: { courseId: course.id } });
  const meetingId = started.reply.id;
  const { reply: series } = await ask(teacher, contract.getSeriesOfMeeting, {
    params: { meetingId },
  });
  const made = await ask(teacher, contract.createLink, { params: { seriesId: series.id } });
  const guest = fixture.guestBy(await fixture.byLink(anonymous, made.reply.url, { name: 'g' }));
  const { id: departmentId } = await fixture.people.department([]);
  const params = {
    seriesId: series.id,
    meetingId,
    linkId: made.reply.id,
    participantId: newId(),
    departmentId,
  };
  const asked: [Endpoint, Record<string, unknown>?][] = [
    [contract.getSeries],
    [contract.getSeriesOfMeeting],
    [contract.changeSeries, { title: 'x' }],
    [contract.startSeries],
    [contract.listLinks],
    [contract.createLink],
    [contract.rotateLink],
    [contract.revokeLink],
    [contract.invite, { personIds: [] }],
    [contract.listInvitedUnits],
    [contract.inviteUnits, { departmentIds: [departmentId] }],
    [contract.dropInvitedUnit],
    [contract.listBans],
    [contract.liftBan],
    [contract.listLobby],
    [contract.admit, { all: true }],
    [contract.refuse, { all: true }],
    [contract.cancelSeries],
  ];
  return { teacher, colleague, guest, params, asked };
}

forEachDatabase('who may do what with a series', (open) => {
  it('is up to its hosts: nobody else, whatever they are elsewhere', async () => {
    const fixture = await admissionFixture(await open());
    const { teacher, colleague, guest, params, asked } = await operations(fixture);
    const codes = async (who: Actor, endpoint: Endpoint, body: unknown) =>
      (await fixture.ask(who, endpoint, { params, body })).code;
    for (const [endpoint, body = {}] of asked) {
      const ofGuest = endpoint.who === 'person' ? 'session/guest' : 'series/not-host';
      const expected: [Actor, string][] = [
        [anonymous, 'session/missing'],
        [guest, ofGuest],
        [fixture.student, 'series/not-host'],
        [fixture.stranger, 'series/not-host'],
        [colleague, 'series/not-host'],
      ];
      for (const [who, code] of expected) {
        assert.equal(await codes(who, endpoint, body), code, `${endpoint.id} by ${who.name}`);
      }
    }
    for (const [endpoint, body = {}] of asked) {
      const code = endpoint.id === 'cancelSeries' ? 'series/not-cancellable' : undefined;
      assert.equal(await codes(teacher, endpoint, body), code, endpoint.id);
    }
  });

  it('says of what is not there that it is not there', async () => {
    const fixture = await admissionFixture(await open());
    const { params, asked } = await operations(fixture);
    const nowhere = { ...params, seriesId: newId(), meetingId: newId() };
    for (const [endpoint, body = {}] of asked) {
      const { code } = await fixture.ask(fixture.host, endpoint, { params: nowhere, body });
      assert.match(code ?? '', /^(series|meeting)\/not-found$/u, endpoint.id);
    }
  });

  it('gives everybody with an account a personal meeting, and guests none', async () => {
    const fixture = await admissionFixture(await open());
    const { guest } = await operations(fixture);
    for (const endpoint of [
      contract.getPersonalSeries,
      contract.proposePassword,
      contract.listMyMeetings,
    ]) {
      assert.equal((await fixture.ask(fixture.stranger, endpoint)).status, 200, endpoint.id);
      assert.equal((await fixture.ask(guest, endpoint)).code, 'session/guest');
      assert.equal((await fixture.ask(anonymous, endpoint)).code, 'session/missing');
    }
    const { reply } = await fixture.ask(fixture.stranger, contract.proposePassword);
    assert.match(reply.guestPassword, /^[a-z2-9]{8}$/u);
  });

  it('lets those who belong to a course into its meeting, and of others nobody', async () => {
    const fixture = await admissionFixture(await open());
    const { teacher, colleague, params } = await operations(fixture);
    const outcome = async (who: Actor) => {
      const { code, reply } = await fixture.enter(who, params.meetingId);
      return code ?? (reply.outcome === 'entered' ? reply.role : reply.outcome);
    };
    assert.equal(await outcome(teacher), 'host');
    assert.equal(await outcome(fixture.student), 'member');
    assert.equal(await outcome(fixture.stranger), 'meeting/not-allowed');
    assert.equal(await outcome(colleague), 'meeting/not-allowed');
    assert.equal(await outcome(anonymous), 'session/missing');
  });
});

forEachDatabase('what is asked of the doors', (open) => {
  const flaws = async (
    fixture: Fixture,
    endpoint: Endpoint,
    asked: { who?: Actor; params?: Record<string, string>; body: unknown },
  ) => {
    const { code, problem } = await fixture.ask(asked.who ?? fixture.host, endpoint, asked);
    assert.equal(code, 'request/invalid', JSON.stringify(asked.body));
    return problem.flaws?.map(({ field }) => field).sort();
  };

  it('is refused with the field that is wrong', async () => {
    const fixture = await admissionFixture(await open());
    const { series } = await fixture.running();
    const params = { seriesId: series.id };
    const good = { startsAt: '2030-01-01T08:00', timezone: 'Asia/Shanghai', durationMinutes: 90 };
    const scheduled = (more: object) => ({
      title: 't',
      schedule: { ...good, weekly: null, ...more },
    });
    const of = (admission: object) => ({ admission });
    const cases: [Endpoint, Record<string, unknown>, string][] = [
      [contract.createSeries, { title: ' ' }, 'body.title'],
      [contract.createSeries, { title: 'x'.repeat(201) }, 'body.title'],
      [contract.createSeries, { title: 't', invite: ['me'] }, 'body.invite.0'],
      [
        contract.createSeries,
        scheduled({ startsAt: '2030-02-30T08:00' }),
        'body.schedule.startsAt',
      ],
      [
        contract.createSeries,
        scheduled({ startsAt: '2020-01-01T08:00' }),
        'body.schedule.startsAt',
      ],
      [contract.createSeries, scheduled({ timezone: 'Mars/One' }), 'body.schedule.timezone'],
      [contract.createSeries, scheduled({ durationMinutes: 1 }), 'body.schedule.durationMinutes'],
      [
        contract.createSeries,
        scheduled({ weekly: { until: '2029-01-01' } }),
        'body.schedule.weekly.until',
      ],
      [contract.changeSeries, of({ scope: 'all' }), 'body.admission.scope'],
      [contract.changeSeries, of({ guestPassword: 'short' }), 'body.admission.guestPassword'],
      [contract.changeSeries, of({ lobby: 'yes' }), 'body.admission.lobby'],
      [contract.changeSeries, of({ number: '1' }), 'body.admission'],
      [contract.changeSeries, { newNumber: false }, 'body.newNumber'],
      [contract.createLink, { uses: 0 }, 'body.uses'],
      [contract.createLink, { expiresAt: 1 }, 'body.expiresAt'],
      [contract.createLink, { role: 'owner' }, 'body.role'],
      [contract.invite, { emails: ['nobody'] }, 'body.emails.0'],
      [contract.invite, { message: 'x'.repeat(1001) }, 'body.message'],
      [contract.inviteUnits, { departmentIds: [] }, 'body.departmentIds'],
      [contract.inviteUnits, { departmentIds: ['x'] }, 'body.departmentIds.0'],
    ];
    for (const [endpoint, body, field] of cases) {
      assert.deepEqual(await flaws(fixture, endpoint, { params, body }), [field], field);
    }
  });

  it('is refused at the doors, too, before anything is looked at', async () => {
    const fixture = await admissionFixture(await open());
    const cases: [Endpoint, Record<string, unknown>, string][] = [
      [contract.knockByNumber, { number: '12345', name: 'x' }, 'body.number'],
      [contract.knockByNumber, { number: '12345678a', name: 'x' }, 'body.number'],
      [contract.knockByNumber, { number: '123456789' }, 'body.name'],
      [contract.knockByNumber, { number: '123456789', name: 'a\u0007' }, 'body.name'],
      [contract.knockByNumber, { number: '123456789', name: 'x'.repeat(81) }, 'body.name'],
      [contract.knockByLink, { token: 'short', name: 'x' }, 'body.token'],
      [contract.lookAtLink, { token: 'x'.repeat(101) }, 'body.token'],
    ];
    for (const [endpoint, body, field] of cases) {
      assert.deepEqual(await flaws(fixture, endpoint, { who: anonymous, body }), [field]);
    }
  });
});
