import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import { formIn, startTrial, type Trial } from './trial.ts';
import { claim, claims, scopes } from './vocabulary.ts';

/** Physical Education, where the portal offers what Moodle does not; Circuits & Signals, where it is Moodle alone. */
const [sports, circuits] = [
  { id: 13, cmid: 28, teacher: 't0024', student: 's202300101' },
  { id: 10, cmid: 22, teacher: 't0016' },
] as const;

describe('what the demo portal offers beyond Moodle, in one course', () => {
  let trial: Trial;
  before(async () => {
    trial = await startTrial();
  });
  after(() => trial.stop());

  /** The claims of the message that a page of the portal sends somebody's browser to the tool with. */
  async function sent(username: string, path: string) {
    const cookie = await trial.signIn(username);
    const { fields } = formIn(await (await trial.visit(path, { cookie })).text());
    const query = new URLSearchParams({
      scope: 'openid',
      response_type: 'id_token',
      response_mode: 'form_post',
      client_id: trial.tool.clientId,
      redirect_uri: `${trial.tool.origin}/launch`,
      nonce: 'nonce-1',
      login_hint: fields['login_hint'] ?? '',
      lti_message_hint: fields['lti_message_hint'] ?? '',
    });
    const page = await trial.visit(`/mod/lti/auth.php?${query.toString()}`, { cookie });
    const token = formIn(await page.text()).fields['id_token'];
    return token === undefined ? null : decodeJwt(token);
  }
  const asked = async (url: string) =>
    (await (
      await fetch(url, {
        headers: {
          Authorization: `Bearer ${await trial.token([scopes.groups, scopes.memberships])}`,
        },
      })
    ).json()) as { groups: object[]; members: { group_enrollments?: object[] }[] };

  it('is the service of course groups, with the roster’s groups where they are asked for', async () => {
    const launch = await sent(sports.teacher, `/mod/lti/launch.php?id=${sports.cmid}`);
    const service = launch?.[claims.groups] as { context_groups_url: string };
    const { groups } = await asked(service.context_groups_url);
    assert.deepEqual(groups[0], { id: '9', name: '篮球 Basketball' });
    assert.equal(groups.length, 4);
    const roster = launch?.[claims.nrps] as { context_memberships_url: string };
    const { members } = await asked(`${roster.context_memberships_url}?groups=true`);
    const grouped = members.flatMap((one) => one.group_enrollments ?? []);
    assert.equal(grouped.length, 60, 'each student in one');
    const plain = await asked(roster.context_memberships_url);
    assert.ok(plain.members.every((one) => one.group_enrollments === undefined));
    const moodle = await sent(circuits.teacher, `/mod/lti/launch.php?id=${circuits.cmid}`);
    assert.equal(moodle?.[claims.groups], undefined);
  });

  it('is the review of a grade: anybody’s for who teaches, the own for a student', async () => {
    const { id: toolId } = [...trial.platform.tools.values()][0]!;
    const column = {
      toolId,
      label: 'A',
      scoreMaximum: 100,
      resourceId: '',
      tag: '',
      instanceId: null,
    };
    const item = trial.platform.gradebook.add({ ...column, courseId: sports.id });
    const elsewhere = trial.platform.gradebook.add({ ...column, courseId: circuits.id });
    const path = (of: { course: number; item: number; user: number }) =>
      `/mod/lti/review.php?course=${of.course}&item=${of.item}&user=${of.user}`;
    const own = { course: sports.id, item: item.id, user: 103 };
    for (const username of [sports.teacher, sports.student]) {
      const review = await sent(username, path(own));
      assert.equal(review?.[claim('message_type')], 'LtiSubmissionReviewRequest');
      assert.deepEqual(review[claim('for_user')], { user_id: '103' });
      const { lineitem } = review[claims.ags] as { lineitem: string };
      assert.match(lineitem, new RegExp(`/${sports.id}/lineitems/${item.id}/lineitem\\?`, 'u'));
    }
    assert.equal(await sent(sports.student, path({ ...own, user: 104 })), null);
    const moodle = { course: circuits.id, item: elsewhere.id, user: 303 };
    assert.equal(await sent(circuits.teacher, path(moodle)), null, 'Moodle has none');
    assert.equal(await sent(sports.teacher, path({ ...own, item: elsewhere.id })), null);
  });
});
