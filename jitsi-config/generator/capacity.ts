import {
  capacityQuestion,
  type CapacityPlan,
} from '../../bridge/src/features/operations/capacity/contract.ts';
import { planCapacity } from '../../bridge/src/features/operations/capacity/index.ts';
import { capacity as words } from '../../words/en/capacity.ts';
import type { Settings } from './settings.ts';

/** The plan for a settings file: as if every machine were the smallest one of its videobridges. */
export const planOf = ({
  peoplePerMeeting,
  media,
  signalling,
  videobridges,
}: Settings): CapacityPlan =>
  planCapacity(
    capacityQuestion.parse({
      participants: peoplePerMeeting,
      meetings: media.meetings,
      cameras: Math.min(media.cameras, peoplePerMeeting),
      microphones: Math.min(media.microphones, peoplePerMeeting),
      layout: media.layout,
      cores: Math.min(...videobridges.map(({ cores }) => cores)),
      nic: Math.min(...videobridges.map(({ network }) => network)),
      perBridge: media.peoplePerVideobridge,
      joinRate: signalling.joinsPerSecond,
      bridges: videobridges.length,
    }),
  );

/** Why these videobridges cannot carry it, and what would help; null where they can. */
export function overloadOf(plan: CapacityPlan): string | null {
  if (plan.carried) return null;
  const [first] = plan.limits;
  const what = first === undefined ? '' : `: ${words.limits[first.limit]}`;
  const help = plan.remedies.map(({ change, to }) =>
    words.remedies[change]
      .split(' | ')
      .at(-1)
      ?.replace('{to}', typeof to === 'number' ? String(to) : words.layouts[to]),
  );
  return [
    `${plan.question.bridges ?? 0} videobridges do not carry ${plan.question.meetings} × ${plan.question.participants} people${what}.`,
    ...(help.length > 0 ? [`Each of these alone would be enough: ${help.join('; ')}.`] : []),
    `npm run campus -- plan --participants ${plan.question.participants} shows the figures.`,
  ].join(' ');
}
