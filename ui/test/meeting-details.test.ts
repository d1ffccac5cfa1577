import './vue-stand-in.ts';
import assert from 'node:assert/strict';
import { noDetails } from '../../bridge/src/features/meetings/details-contract.ts';
import { aSeries } from '../scenes/admission.ts';
import type { Call } from '../src/kernel/ports.ts';

const load = async () => ({
  ...(await import('../src/features/meetings/schedule/draft.ts')),
  ...(await import('../src/features/meetings/schedule/submit.ts')),
  ...(await import('../src/features/meetings/invite/text.ts')),
});

describe('what hosts write about a meeting', () => {
  let panel: Awaited<ReturnType<typeof load>>;
  before(async () => {
    panel = await load();
  });
  const said = { ...noDetails, subject: 'Trees', preparation: 'Bring a laptop' };
  const series = aSeries('en', { kind: 'fresh', ...said });

  /** What is sent when this was typed into the form of the series. */
  const sentFor = async (
    typed: Partial<Record<keyof typeof said, string>>,
    into = series,
  ): Promise<Record<string, unknown>> => {
    const bodies: unknown[] = [];
    const call = ((_endpoint, options) => {
      bodies.push((options as { body: unknown }).body);
      return Promise.resolve(series);
    }) as Call;
    const around = { now: 0, timezone: 'Europe/Berlin', title: '' };
    const draft = panel.draftOf(into, around);
    await panel.writeDown(call, { ...draft, details: { ...draft.details, ...typed } }, into);
    return bodies[0] as Record<string, unknown>;
  };

  it('is sent where it was changed, and taken away where nothing is left', async () => {
    const names = Object.keys(said);
    const unchanged = await sentFor({});
    assert.deepEqual(
      names.filter((name) => name in unchanged),
      [],
    );
    const changed = await sentFor({ subject: ' Heaps ', preparation: '  ' });
    assert.equal(changed['subject'], 'Heaps');
    assert.equal(changed['preparation'], null);
  });

  it('is sent without the guest password where one may not invite guests', async () => {
    const admissionSent = async (mayInviteGuests: boolean) =>
      (await sentFor({}, { ...series, mayInviteGuests }))['admission'] as object;
    assert.ok('guestPassword' in (await admissionSent(true)));
    assert.ok(!('guestPassword' in (await admissionSent(false))));
  });

  it('stands in the text of an invitation, in both languages', () => {
    const options = { hostName: 'Lin', language: 'both', timezone: null };
    const text = panel.invitationText(series, options);
    for (const line of ['About: Trees', 'To prepare: Bring a laptop', '会前准备：Bring a laptop']) {
      assert.ok(text.split('\n').includes(line), line);
    }
    const none = panel.invitationText(aSeries('en'), options);
    assert.doesNotMatch(none, /About|To prepare|准备/u);
  });
});
