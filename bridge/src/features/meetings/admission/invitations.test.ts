import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { meetingFixture } from '../../../../test/meeting-fixture.ts';
import { Failure, isFailure } from '../../../kernel/failure.ts';
import { createAccess } from './access.ts';
import { createInvitationService } from './invitations.ts';
import { createLinks } from './links.ts';
import type { Invitation } from '../../notifications/sending/index.ts';

const people = [
  { id: 'a', displayName: '王芳', email: 'Fang@uni.test', locale: 'zh-CN' },
  { id: 'b', displayName: 'No mail', email: null, locale: null },
];

forEachDatabase('inviting', (open) => {
  const fixture = async ({ hasMail }: { hasMail: boolean }) => {
    const inner = meetingFixture(await open());
    const { deps, admission } = inner;
    const sent: Invitation[] = [];
    const refuse = () => Promise.reject(new Failure('mail/not-configured'));
    const shared = { ...deps, ...admission, publicUrl: 'https://meet.uni.test/' };
    const access = createAccess(shared);
    const links = createLinks({ ...shared, access });
    const service = createInvitationService({
      ...shared,
      access,
      links,
      sight: { withoutHidden: (_: string, ids: readonly string[]) => Promise.resolve([...ids]) },
      invitees: { findMany: (ids) => Promise.resolve(people.filter(({ id }) => ids.includes(id))) },
      invitations: {
        refusing: () => Promise.resolve([]),
        send: (invitation) => (hasMail ? Promise.resolve(void sent.push(invitation)) : refuse()),
        update: refuse,
        areWithoutLink: () => Promise.resolve(false),
        unplan: refuse,
        cancel: refuse,
      },
    });
    const series = await admission.seriesFactory.personal('owner');
    return { ...inner, service, links, series, sent };
  };
  const whom = { personIds: ['a', 'b'], emails: ['fang@UNI.test', 'guest@else.test'] };

  it('mails each address once, by one link that lets in, and keeps the people as invited', async () => {
    const { service, links, series, sent, deps } = await fixture({ hasMail: true });
    const reply = await service.invite(series.id, { ...whom, message: 'Hi' }, 'owner');
    assert.deepEqual(reply, { mailed: 2, withoutAddress: ['b'], refused: [] });
    const mail = sent.at(0);
    assert.deepEqual(
      mail?.recipients.map(({ email, personId, name }) => [email, personId, name]),
      [
        ['Fang@uni.test', 'a', '王芳'],
        ['guest@else.test', null, null],
      ],
    );
    assert.match(mail.link.url, /^https:\/\/meet\.uni\.test\/join\/[\w-]{43}$/u);
    assert.deepEqual([mail.message, mail.meeting.number], ['Hi', series.number]);
    assert.deepEqual((await deps.belonging.invitedTo(series.id)).sort(), ['a', 'b']);
    assert.deepEqual(
      (await links.list(series.id, 'owner')).map(({ state }) => state),
      ['live'],
    );
  });

  it('without mail says so, leaves no live link behind, and still keeps them as invited', async () => {
    const { service, links, series, deps } = await fixture({ hasMail: false });
    await assert.rejects(service.invite(series.id, whom, 'owner'), (error) =>
      isFailure(error, 'mail/not-configured'),
    );
    assert.equal((await deps.belonging.invitedTo(series.id)).length, 2);
    assert.deepEqual(
      (await links.list(series.id, 'owner')).map(({ state }) => state),
      ['revoked'],
    );
    await service.changed(series);
    await service.cancelled(series);
  });
});
