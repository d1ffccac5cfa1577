import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import {
  actorOf,
  dl,
  lti,
  ltiFixture,
  membership,
  type LtiFixture,
} from '../../../../test/lti-fixture.ts';
import { endMeeting, listCourseMeetings, startCourseMeeting } from '../../meetings/contract.ts';
import { getSeriesOfMeeting, startSeries } from '../../meetings/admission/contract.ts';
import { Browser, codeOf, fieldsOf } from '../../../../test/lti-browser.ts';
import { dayMs } from '../../../kernel/clock.ts';

/** Links of an LMS that open a meeting of their own, in a whole bridge. */
describe('LTI links to planned meetings', () => {
  let at: LtiFixture;
  before(async () => {
    at = await ltiFixture();
  });
  after(() => at.close());

  const instructor = { sub: 'teacher', [lti('roles')]: [membership('Instructor')] };
  const context = (id: string) => ({ [lti('context')]: { id, title: `Course ${id}` } });
  const choose = async (course: string, more: Record<string, string>, who = {}) => {
    const page = await at.launch({
      ...instructor,
      ...context(course),
      [lti('message_type')]: 'LtiDeepLinkingRequest',
      [lti('resource_link')]: undefined,
      [dl('deep_linking_settings')]: {
        deep_link_return_url: `${at.fake.issuer}/return`,
        accept_types: ['ltiResourceLink'],
        accept_multiple: true,
      },
      ...who,
    });
    const form = { ...fieldsOf(page.text), ...more };
    const reply = await new Browser().ask(`${at.base}/lti/deep-linking/answer`, form);
    const jwt = fieldsOf(reply.text)['JWT'];
    const items = jwt === undefined ? [] : decodeJwt(jwt)[dl('content_items')];
    return { page, reply, items: items as { title: string; custom?: Record<string, string> }[] };
  };
  const day = (days: number): string =>
    new Date(at.clock.now() + days * dayMs).toISOString().slice(0, 10);
  const plan = (title: string) => ({
    item: 'new',
    newTitle: title,
    newDate: day(2),
    newTime: '08:00',
    newMinutes: '90',
    newRepeats: 'biweekly',
    newUntil: day(90),
  });
  const open = (course: string, custom: Record<string, string>, more = {}) =>
    at.launch({
      sub: 'student',
      ...context(course),
      [lti('custom')]: { tz: 'Asia/Shanghai', ...custom },
      ...more,
    });
  /** Plans a meeting; answers the custom parameters of its link. */
  const linkOf = async (course: string, title: string): Promise<Record<string, string>> => {
    const [item] = (await choose(course, plan(title))).items;
    assert.equal(item?.title, title);
    return item.custom ?? {};
  };
  const meetingOf = ({ location }: { location: string | null }) =>
    /\?meeting=([\w-]+)#/u.exec(location ?? '')?.[1];

  it('open that very meeting, for teachers and students, week after week; two do not share a room', async () => {
    const lecture = await linkOf('a', 'Lecture');
    const lab = await linkOf('a', 'Lab');
    const one = meetingOf(await open('a', lecture)) ?? '';
    const other = meetingOf(await open('a', lab));
    assert.ok(other !== undefined && one !== other);

    const teacher = actorOf(await open('a', lecture, instructor));
    const params = { meetingId: one };
    const { reply: series } = await at.ask(teacher, getSeriesOfMeeting, { params });
    assert.deepEqual([series.title, series.schedule?.weekly?.interval], ['Lecture', 2]);
    await at.ask(teacher, startSeries, { params: { seriesId: series.id } });
    const running = meetingOf(await open('a', lecture)) ?? '';
    // The page of the link was opened before: it knows the one that began early by its plan.
    const courseId = (await open('a', lecture)).opened?.courseId ?? '';
    const listed = (await at.ask(teacher, listCourseMeetings, { params: { courseId } })).reply;
    const ofPlan = listed.meetings.filter(({ seriesId }) => seriesId === series.id);
    assert.deepEqual(new Set(ofPlan.map(({ id }) => id)), new Set([one, running]));
    await at.ask(teacher, endMeeting, { params: { meetingId: running } });
    const next = meetingOf(await open('a', lecture));
    assert.ok(next !== undefined && next !== running, 'the next one');
  });

  it('offer what is planned in the course, with its day, and nothing of another course', async () => {
    const { page } = await choose('a', { item: 'room' });
    assert.match(page.text, /Lecture · [^<]*每两周/u);
    const elsewhere = await choose('b', { item: 'room' });
    assert.doesNotMatch(elsewhere.page.text, /Lecture/u);
    const stolen = await linkOf('a', 'Secret');
    const foreign = await choose('b', { item: stolen['series'] ?? '' });
    assert.equal(codeOf(foreign.reply), 'lti/login-invalid');
    // A course that was copied has links of the course before.
    assert.equal(meetingOf(await open('b', stolen)), undefined);
  });

  it('do not disturb the course’s room', async () => {
    const launched = await open('a', {}, { ...instructor });
    const teacher = actorOf(launched);
    const params = { courseId: launched.opened?.courseId ?? '' };
    const { reply } = await at.ask(teacher, startCourseMeeting, { params });
    assert.equal(reply.title, 'Course a');
    const { meetings } = (await at.ask(teacher, listCourseMeetings, { params })).reply;
    assert.ok(meetings.some(({ state, title }) => state === 'scheduled' && title === 'Lab'));
  });

  it('are planned several at once; where one of them is over, none is', async () => {
    const fields = (slot: string, title: string) =>
      Object.fromEntries(
        Object.entries(plan(title)).flatMap(([name, value]) =>
          name === 'item' ? [] : [[name.replace('new', slot), value]],
        ),
      );
    const wanted = (second: Record<string, string>) => ({
      ...fields('new', 'One'),
      ...fields('new2', 'Two'),
      ...second,
      'item:room': '',
      'item:new': 'on',
      'item:new2': 'on',
    });
    const over = await choose('m', wanted({ new2Date: '2020-01-01', new2Repeats: 'once' }));
    assert.equal(over.reply.status, 400);
    assert.doesNotMatch((await choose('m', { item: 'room' })).page.text, /One · /u);
    const { items } = await choose('m', wanted({ new2Date: day(3) }));
    assert.deepEqual(
      items.map(({ title }) => title),
      ['One', 'Two'],
    );
    assert.match((await choose('m', { item: 'room' })).page.text, /One · [^]*Two · /u);
  });

  it('say no to a plan that is over, and to whom may not host', async () => {
    const over = await choose('a', {
      ...plan('Old'),
      newDate: '2020-01-01',
      newUntil: '2020-02-01',
    });
    assert.equal(over.reply.status, 400);
    const administrator = {
      [lti('roles')]: ['http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator'],
      sub: 'admin',
    };
    const { page, reply } = await choose('a', plan('By an administrator'), administrator);
    assert.doesNotMatch(page.text, /item:new/u, 'is not offered it');
    assert.equal(reply.status, 403);
    const student = await choose('a', plan('x'), {
      sub: 'student',
      [lti('roles')]: [membership('Learner')],
    });
    assert.equal(student.page.code, 'lti/not-instructor');
  });
});
