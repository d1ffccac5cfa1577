import { capacity as words } from '../../../words/en/capacity.ts';
import type { CapacityLimit, CapacityPlan } from '../features/operations/capacity/contract.ts';

/** A plan as text for a terminal: the conclusion first, then what would break first, and how all of it was reckoned. */
export function planText(plan: CapacityPlan): string {
  return [
    conclusionOf(plan),
    ...remediesOf(plan),
    section(words.limitsTitle, plan.limits.map(limitLine)),
    section(words.loadTitle, loadLines(plan)),
    section(words.bySize, [sizeHeading, ...plan.bySize.map(sizeLine)]),
    section(
      words.reckoned,
      plan.limits.flatMap(({ limit }) => reckoned(limit)),
    ),
    words.memory,
    words.isReckoned,
  ].join('\n\n');
}

const section = (title: string, lines: readonly string[]): string =>
  [title, ...lines.map((line) => `  ${line}`)].join('\n');

/** Fills `{name}` in; of two forms (` | `) the first is for one. */
function filled(text: string, values: Readonly<Record<string, string | number>>, n = 2): string {
  const forms = text.split(' | ');
  const form = (n === 1 ? forms[0] : forms.at(-1)) ?? '';
  return form.replaceAll(/\{(\w+)\}/gu, (_, name: string) => String(values[name] ?? ''));
}

const number = (value: number): string => Math.round(value).toLocaleString('en');
const megabits = (bits: number): string => (bits / 1_000_000).toFixed(1);

function conclusionOf({
  carried,
  needed,
  withSpare,
  limits,
  question,
  mostSeats,
}: CapacityPlan): string {
  if (carried)
    return filled(words.carried, { needed: needed ?? 0, withSpare: withSpare ?? 0 }, needed ?? 2);
  if (question.participants > mostSeats) return filled(words.tooMany, { most: mostSeats });
  const [first] = limits;
  return filled(words.notCarried, { limit: first ? words.limits[first.limit] : '' });
}

function remediesOf({ carried, remedies }: CapacityPlan): string[] {
  if (carried) return [];
  if (remedies.length === 0) return [words.noRemedy];
  const lines = remedies.map(({ change, to }) => {
    const shown = typeof to === 'number' ? number(to) : words.layouts[to];
    return filled(words.remedies[change], { to: shown });
  });
  return [section(words.remediesTitle, lines)];
}

const barLength = 20;

function limitLine({ limit, used, most }: CapacityPlan['limits'][number]): string {
  const share = used / most;
  const bar = '█'.repeat(Math.min(barLength, Math.round(share * barLength))).padEnd(barLength, '·');
  const percent = `${Math.round(share * 100)} %`.padStart(6);
  return `${words.limits[limit].padEnd(34)} ${bar} ${percent}  ${amounts[limit](used)} / ${amounts[limit](most)}`;
}

const inMegabits = (bits: number): string => `${megabits(bits)} Mbit/s`;

const amounts: Record<CapacityLimit, (value: number) => string> = {
  packets: number,
  'network-out': inMegabits,
  'network-in': inMegabits,
  participants: number,
  downlink: inMegabits,
  joining: (seconds) => `${number(seconds)} s`,
};

function loadLines({ person, bridge, total, signalling }: CapacityPlan): string[] {
  const { parts, does } = words;
  const values = {
    person: { ...person, packets: number(person.packets), receives: megabits(person.receives) },
    speaker: { sends: megabits(person.sends) },
    bridge: {
      ...bridge,
      packets: number(bridge.packets),
      out: megabits(bridge.out),
      in: megabits(bridge.in),
    },
    relay: { relayOut: megabits(bridge.relayOut), relayIn: megabits(bridge.relayIn) },
    total: {
      participants: number(total.participants),
      packets: number(total.packets),
      out: megabits(total.out),
    },
    prosody: {
      joinStanzas: number(signalling.joinStanzas),
      joinSeconds: number(signalling.joinSeconds),
      peakStanzas: number(signalling.peakStanzas),
    },
    toggle: { toggleStanzas: number(signalling.toggleStanzas) },
  };
  return (Object.keys(values) as (keyof typeof values)[]).map(
    (part) => `${parts[part].padEnd(26)} ${filled(does[part], values[part])}`,
  );
}

const cell = (text: string | number): string => String(text).padStart(18);

const sizeHeading = [words.people, words.videobridges, words.toPeople, words.packetsToPeople]
  .map(cell)
  .join('');

const sizeLine = ({ participants, needed, out, packets }: CapacityPlan['bySize'][number]): string =>
  [participants, needed ?? words.none, megabits(out), number(packets)].map(cell).join('');

const reckoned = (limit: CapacityLimit): string[] => [
  `${words.limits[limit]}: ${words.formulas[limit]}`,
  `  (${words.sources[limit]})`,
];
