import assert from 'node:assert/strict';
import { enrol, removePerson, updatePerson } from '../data/changes.ts';
import { readingCapabilities } from './site.ts';
import { formOf, startSite, token, type TestSite } from './test/start-site.ts';

interface Row {
  id: number;
  fullname: string;
  roles: { shortname: string }[];
}

const fields = (names: string) => ({
  'options[0][name]': 'userfields',
  'options[0][value]': names,
});

describe('Moodle’s web services over the live campus', () => {
  let site: TestSite;
  beforeEach(async () => {
    site = await startSite();
  });
  afterEach(() => site.stop());

  const enrolled = async (courseid: number, options: Record<string, string | number> = {}) => {
    const pairs = Object.entries(options).flatMap(
      ([name, value], index): [string, string | number][] => [
        [`options[${index + 1}][name]`, name],
        [`options[${index + 1}][value]`, value],
      ],
    );
    const params = { courseid, ...fields('id,roles'), ...Object.fromEntries(pairs) };
    return (await site.call('core_enrol_get_enrolled_users', params)) as Row[];
  };

  it('pages through the course of 500 without losing or repeating anybody', async () => {
    const pages: Row[][] = [];
    for (let from = 0; pages.at(-1)?.length !== 0; from += 100) {
      pages.push(await enrolled(12, { limitfrom: from, limitnumber: 100 }));
    }
    assert.deepEqual(
      pages.map((page) => page.length),
      [100, 100, 100, 100, 100, 3, 0],
    );
    assert.equal(new Set(pages.flat().map(({ id }) => id)).size, 503);
  });

  it('tells active from suspended, ended and future enrolments; a suspended account still counts', async () => {
    const closed = (await enrolled(2, { onlysuspended: 1 })).map(({ id }) => id);
    assert.deepEqual(closed, [63, 64, 65]);
    const active = (await enrolled(2, { onlyactive: 1 })).map(({ id }) => id);
    assert.ok(active.includes(550));
    assert.ok(!active.some((id) => closed.includes(id)));
  });

  it('filters by group and sorts', async () => {
    const group = await enrolled(2, { groupid: 1 });
    assert.equal(group.length, 15);
    const down = await enrolled(2, { sortby: 'id', sortdirection: 'DESC', limitnumber: 2 });
    assert.deepEqual(
      down.map(({ id }) => id),
      [566, 553],
    );
  });

  it('escapes the names of courses, not those of people', async () => {
    const people = (await site.call('core_enrol_get_enrolled_users', { courseid: 2 })) as Row[];
    assert.ok(people.some(({ fullname }) => fullname === 'Tom & Jerry "Quote" Bold'));
    const { courses } = (await site.call('core_course_get_courses_by_field', {
      field: 'ids',
      value: '10,11',
    })) as { courses: Row[] };
    assert.deepEqual(
      courses.map(({ fullname }) => fullname),
      ['Circuits &amp; Signals', 'Bad alert(1) &amp; "quotes" 🎓 课程'],
    );
  });

  it('follows the campus as it changes', async () => {
    enrol(site.campus, { courseId: 7, personId: 10, role: 'student' });
    assert.deepEqual(
      (await enrolled(7)).map(({ id }) => id),
      [10],
    );
    updatePerson(site.campus, 10, { firstName: 'New' });
    const [person] = (await site.call('core_user_get_users_by_field', {
      field: 'id',
      'values[0]': 10,
    })) as { firstname: string }[];
    assert.equal(person?.firstname, 'New');
    removePerson(site.campus, 10);
    assert.deepEqual(await enrolled(7), []);
  });

  describe('with less than the minimal set of capabilities', () => {
    const without = (...lacking: string[]) => {
      for (const capability of lacking) site.account.capabilities.delete(capability);
    };

    it('shows nobody of a course with separate groups, without an error', async () => {
      without('moodle/site:accessallgroups');
      assert.deepEqual(await enrolled(3), []);
      assert.notEqual((await enrolled(2)).length, 0);
    });

    it('shows only the contacts without moodle/user:viewdetails', async () => {
      without('moodle/user:viewdetails');
      const roles = (await enrolled(9)).map((row) => row.roles[0]?.shortname);
      assert.deepEqual(roles, ['editingteacher', 'editingteacher']);
    });

    it('refuses statuses without moodle/course:enrolreview', async () => {
      without('moodle/course:enrolreview');
      const answer = (await enrolled(2, { onlyactive: 1 })) as unknown as { errorcode: string };
      assert.equal(answer.errorcode, 'nopermissions');
    });

    it('fails the whole course list at the hidden course, but leaves it out by field', async () => {
      without('moodle/course:viewhiddencourses');
      const all = (await site.call('core_course_get_courses')) as { errorcode: string };
      assert.equal(all.errorcode, 'errorcoursecontextnotvalid');
      const answer = (await site.call('core_course_get_courses_by_field')) as { courses: Row[] };
      assert.ok(!answer.courses.some(({ id }) => id === 6));
      assert.equal(answer.courses.length, 12);
    });
  });

  it('is left with the reading set: no messages to strangers, no course events', async () => {
    for (const capability of [...site.account.capabilities]) {
      if (!readingCapabilities.some((one) => one === capability)) {
        site.account.capabilities.delete(capability);
      }
    }
    const params = { 'messages[0][touserid]': 3, 'messages[0][text]': 'x' };
    const [answer] = (await site.call('core_message_send_instant_messages', params)) as {
      msgid: number;
    }[];
    assert.equal(answer?.msgid, -1);
    assert.deepEqual(site.messages.of(3), []);
  });

  it('stores the good messages of a mixed call although it throws', async () => {
    const answer = (await site.call('core_message_send_instant_messages', {
      'messages[0][touserid]': 3,
      'messages[0][text]': '<b>会议</b><img src=x onerror=alert(1)>',
      'messages[0][textformat]': 1,
      'messages[1][touserid]': 999_999,
      'messages[1][text]': 'x',
    })) as { errorcode: string };
    assert.equal(answer.errorcode, 'formatnotsupported');
    assert.deepEqual(
      site.messages.of(3).map(({ text }) => text),
      ['<p><b>会议</b></p>'],
    );
  });

  it('refuses a message of more than 4096 characters', async () => {
    const send = async (text: string) => {
      const params = { 'messages[0][touserid]': 3, 'messages[0][text]': text };
      const answers = await site.call('core_message_send_instant_messages', params);
      return (answers as { msgid: number }[])[0]?.msgid;
    };
    assert.equal(await send('课'.repeat(4097)), -1);
    assert.notEqual(await send('课'.repeat(4096)), -1);
  });

  it('undoes a whole batch of events for one unknown course, and deletes a series', async () => {
    const event = (index: number, courseid: number) => ({
      [`events[${index}][name]`]: 'Lecture & more',
      [`events[${index}][courseid]`]: courseid,
      [`events[${index}][eventtype]`]: 'course',
      [`events[${index}][timestart]`]: 1_796_000_000,
      [`events[${index}][repeats]`]: 3,
    });
    const create = 'core_calendar_create_calendar_events';
    const mixed = (await site.call(create, { ...event(0, 2), ...event(1, 999) })) as {
      errorcode: string;
    };
    assert.equal(mixed.errorcode, 'invalidrecordunknown');
    assert.deepEqual(site.calendar.list(), []);
    await site.call(create, event(0, 2));
    const starts = site.calendar.list().map(({ timestart }) => timestart);
    assert.deepEqual(starts, [1_796_000_000, 1_796_604_800, 1_797_209_600]);
    const read = (await site.call('core_calendar_get_calendar_events', {
      'events[courseids][0]': 2,
      'options[timestart]': 1_796_600_000,
    })) as { events: { name: string }[] };
    assert.deepEqual(
      read.events.map(({ name }) => name),
      Array(2).fill('Lecture &amp; more'),
    );
    const gone = { 'events[0][eventid]': 1, 'events[0][repeat]': 1 };
    assert.equal(await site.call('core_calendar_delete_calendar_events', gone), null);
    assert.deepEqual(site.calendar.list(), []);
  });

  it('answers GET, ignores a JSON body and a Bearer header, as Moodle does', async () => {
    const query = formOf({
      wstoken: token,
      moodlewsrestformat: 'json',
      wsfunction: 'core_course_get_courses_by_field',
    });
    const get = await fetch(`${site.url}?${query.toString()}&field=id&value=2`);
    assert.equal(((await get.json()) as { courses: Row[] }).courses.length, 1);
    const json = await fetch(`${site.url}?${query.toString()}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ field: 'id', value: '2' }),
    });
    assert.equal(((await json.json()) as { courses: Row[] }).courses.length, 13);
    const bearer = await fetch(`${site.url}?moodlewsrestformat=json`, {
      headers: { authorization: `Bearer ${token}` },
    });
    assert.equal(((await bearer.json()) as { errorcode: string }).errorcode, 'invalidtoken');
  });

  it('answers results in XML where JSON is not asked for', async () => {
    const form = formOf({
      wstoken: token,
      wsfunction: 'core_group_get_group_members',
      'groupids[0]': 1,
    });
    const text = await (await fetch(site.url, { method: 'POST', body: form })).text();
    assert.match(text, /<RESPONSE>\n<MULTIPLE>\n<SINGLE>\n<KEY name="groupid"><VALUE>1<\/VALUE>/u);
  });
});
