import assert from 'node:assert/strict';
import { createCampus } from '../data/seed.ts';
import {
  assertSameShape,
  capabilitiesOf,
  identityFieldsOf,
  readRecording,
  type Recording,
} from './test/recording.ts';
import { formOf, startSite, token } from './test/start-site.ts';

/** The recorded university's courses 2 and 3 differ from the demo's in their group mode only. */
function recordedCampus() {
  const campus = createCampus();
  campus.courses.set(2, { ...campus.courses.get(2)!, groupMode: 1 });
  campus.courses.set(3, { ...campus.courses.get(3)!, groupMode: 0 });
  return campus;
}

/** Sends the recorded request to the stand-in, in the recorded state of role and site. */
async function replay(recording: Recording, suspended = false) {
  const site = await startSite({
    campus: recordedCampus(),
    account: { capabilities: capabilitiesOf(recording), suspended },
    identityFields: identityFieldsOf(recording),
  });
  try {
    const recorded = recording.request.form ?? {};
    const form = formOf({
      ...recorded,
      wstoken: recorded['wstoken'] === '<token>' ? token : (recorded['wstoken'] ?? ''),
    });
    const body = new URLSearchParams(form.toString().replaceAll('uni.test', 'lakeside.test'));
    const answer = await fetch(site.url, { method: 'POST', body });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  } finally {
    site.stop();
  }
}

/** Nobody at the lakeside has a landline; course filters and features are shortened there and here. */
const absent = ['.phone1', '… '];

describe('Moodle’s web services: the shape of every answer is that of the recorded one', () => {
  const names =
    `site_info categories categories_manage courses courses_update courses_by_field_id courses_by_field_raw
    courses_by_field_update courses_by_field_category search_courses enrolled_users enrolled_users_userfields
    enrolled_users_onlysuspended enrolled_users_zero users_by_field_idnumber users_by_field_email users_by_field_username
    users_by_field_deleted course_groups group_members send_messages_default send_messages_three send_messages_emoji
    calendar_course calendar_course_denied calendar_repeat calendar_group calendar_user calendar_category
    errors/courses_by_field_unknown errors/unknown_option errors/negative_limit
    caps/core_course_get_courses_by_field__rest caps/core_enrol_get_enrolled_users__details
    caps/core_enrol_get_enrolled_users__parts caps/core_enrol_get_enrolled_users__alldetails
    caps/core_enrol_get_enrolled_users__useremail caps/core_user_get_users_by_field__rest
    caps/core_user_get_users_by_field__details caps/core_user_get_users_by_field__alldetails`.split(
      /\s+/u,
    );

  for (const name of names) {
    it(name, async () => {
      const recording = readRecording(name);
      const extra = name.startsWith('calendar_') && name !== 'calendar_course_denied';
      if (name === 'send_messages_default') recording.note = '';
      if (extra) recording.note = '+moodle/calendar:manageentries';
      if (/send_messages_(?:three|emoji)/u.test(name))
        recording.note = '+moodle/site:messageanyuser';
      const answer = await replay(recording);
      assert.equal(answer.status, recording.status);
      assert.equal(answer.headers.get('content-type'), 'application/json');
      assert.equal(answer.headers.get('access-control-allow-origin'), '*');
      assertSameShape(JSON.parse(answer.text), recording.response, absent);
    });
  }
});

describe('Moodle’s web services: refusals are word for word the recorded ones, with HTTP 200', () => {
  const names =
    `errors/invalid_token errors/empty_token errors/disabled_function errors/unknown_function errors/no_function
    errors/missing_param errors/unexpected_param errors/bad_type_param errors/bad_sortby errors/unknown_course
    errors/unknown_course_groups errors/courses_by_field_badfield errors/users_by_field_badfield
    enrolled_users_userfields_suspended send_messages_mixed_unknown calendar_badcourse calendar_name_with_tag
    calendar_delete_again caps/core_course_get_courses__rest caps/core_course_get_courses__courseview
    caps/core_enrol_get_enrolled_users__rest caps/core_enrol_get_enrolled_users__courseview
    caps/core_enrol_get_enrolled_users__allgroups caps/core_group_get_course_groups__rest
    caps/core_group_get_course_groups__allgroups`.split(/\s+/u);

  for (const name of names) {
    it(name, async () => {
      const recording = readRecording(name);
      if (name === 'send_messages_mixed_unknown') recording.note = '+moodle/site:messageanyuser';
      const answer = await replay(recording);
      assert.equal(answer.status, 200);
      assert.deepEqual(JSON.parse(answer.text), recording.response);
    });
  }

  it('errors/ws_user_suspended', async () => {
    const recording = readRecording('errors/ws_user_suspended');
    assert.deepEqual(JSON.parse((await replay(recording, true)).text), recording.response);
  });

  it('errors/no_caps_at_all', async () => {
    const recording = readRecording('errors/no_caps_at_all');
    recording.note = 'role caps: none';
    assert.deepEqual(JSON.parse((await replay(recording)).text), recording.response);
  });

  it('errors/xml_default: XML unless JSON is asked for', async () => {
    const recording = readRecording('errors/xml_default');
    const answer = await replay(recording);
    assert.equal(answer.text, recording.response);
    assert.equal(answer.headers.get('content-type'), 'application/xml; charset=utf-8');
  });
});
