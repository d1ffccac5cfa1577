import './vue-stand-in.ts';
import assert from 'node:assert/strict';
import type { AdmissionScope } from '../../bridge/src/features/meetings/admission/contract.ts';
import { aSeries } from '../scenes/admission.ts';

const load = () => import('../src/features/meetings/invite/text.ts');

describe('the text of an invitation', () => {
  let invitation: Awaited<ReturnType<typeof load>>;
  before(async () => {
    invitation = await load();
  });
  const base = { hostName: '唐杰', language: 'en', timezone: null };
  const textFor = (scope: AdmissionScope, linkUrl: string | null = null) => {
    const { admission } = aSeries('en');
    const series = aSeries('en', { admission: { ...admission, scope } });
    return invitation.invitationText(series, { ...base, linkUrl });
  };

  it('says to a personal meeting, not to one that is called like its host', () => {
    const series = aSeries('zh-CN', { title: '唐杰' });
    const [english, chinese] = ['en', 'zh-CN'].map((language) =>
      invitation.invitationText(series, { ...base, language }),
    );
    assert.match(english ?? '', /^唐杰 invites you to a personal meeting$/mu);
    assert.match(chinese ?? '', /^唐杰 邀请您参加个人会议$/mu);
  });

  it('promises that no account is needed only where that is so', () => {
    const promise = /No account and no app are needed/u;
    assert.match(textFor('anyone'), promise);
    for (const scope of ['campus', 'invited'] as const) {
      assert.doesNotMatch(textFor(scope), promise);
      assert.match(textFor(scope), /log in with your account/u);
      // Whoever has the link comes in by it.
      assert.match(textFor(scope, 'https://meet.example.edu/join/x'), promise);
    }
  });
});
