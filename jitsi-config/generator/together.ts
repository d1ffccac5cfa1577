import { isIPv6, isLoopback } from './address.ts';
import { overloadOf, planOf } from './capacity.ts';
import { addressesOf, portsOf, portsTwice, range } from './ports.ts';
import type { SettingsProblem } from './problem.ts';
import type { Settings } from './settings.ts';

/** What does not fit together in settings whose every part has the right form. */
export const problemsTogether = (settings: Settings): SettingsProblem[] => [
  ...twice(
    settings.videobridges.map(({ id }, index) => ({
      path: ['videobridges', index, 'id'],
      word: id,
    })),
    (word) => `the relay id ${word} is there twice: Jicofo could not tell the two apart`,
  ),
  ...twice(
    settings.regions.map(({ name }, index) => ({ path: ['regions', index, 'name'], word: name })),
    (word) => `the region ${word} is there twice`,
  ),
  ...twice(
    (settings.recording?.recorders ?? []).map(({ id }, index) => ({
      path: ['recording', 'recorders', index, 'id'],
      word: id,
    })),
    (word) => `the recorder ${word} is there twice`,
  ),
  ...emptyRegions(settings),
  ...loopbackMedia(settings),
  ...familiesOf(settings),
  ...unsortedPictures(settings),
  ...relayPorts(settings),
  ...overload(settings),
  ...portsTwice(portsOf(settings)).map(([one, other]) => ({
    path: [],
    reason: `${one.protocol} port ${range(one)} of ${one.machine} is wanted by two: ${one.program}; ${other.program}`,
  })),
];

interface Word {
  path: readonly PropertyKey[];
  word: string;
}

const twice = (words: readonly Word[], reason: (word: string) => string): SettingsProblem[] =>
  words
    .filter(({ word }, index) => words.findIndex((other) => other.word === word) < index)
    .map(({ path, word }) => ({ path, reason: reason(word) }));

function emptyRegions({ regions, videobridges }: Settings): SettingsProblem[] {
  const there = new Set(videobridges.map(({ region }) => region));
  return regions.flatMap(({ name }, index) =>
    there.has(name)
      ? []
      : [{ path: ['regions', index, 'name'], reason: `no videobridge is of the region ${name}` }],
  );
}

/** The videobridge leaves loopback addresses out (ice4j, HostCandidateHarvester). */
const loopbackMedia = ({ videobridges }: Settings): SettingsProblem[] =>
  videobridges.flatMap((one, index) =>
    addressesOf(one).some(isLoopback)
      ? [
          {
            path: ['videobridges', index, 'address'],
            reason: 'a videobridge has no media on loopback addresses: give the machine’s own',
          },
        ]
      : [],
  );

/** Machines log in at each other by `address`, and a router translates one kind into the same. */
function familiesOf({ signalling, campusMeet, videobridges, turn, recording }: Settings) {
  const kind = (text: string): string => (isIPv6(text) ? 'IPv6' : 'IPv4');
  const same = (path: readonly PropertyKey[], given: string | undefined, other: string) =>
    given === undefined || kind(given) === kind(other)
      ? []
      : [{ path, reason: `must be ${kind(other)}, as ${other} is` }];
  const beside = (path: readonly PropertyKey[], one: { address: string; address6?: unknown }) =>
    one.address6 !== undefined && isIPv6(one.address)
      ? [{ path: [...path, 'address6'], reason: 'is for an IPv6 address beside an IPv4 one' }]
      : [];
  return [
    ...same(['campusMeet', 'address'], campusMeet.address, signalling.address),
    ...videobridges.flatMap((one, index) => {
      const path = ['videobridges', index];
      return [
        ...same([...path, 'address'], one.address, signalling.address),
        ...same([...path, 'publicAddress'], one.publicAddress, one.address),
        ...beside(path, one),
      ];
    }),
    ...(turn ? same(['turn', 'publicAddress'], turn.publicAddress, turn.address) : []),
    ...(turn ? beside(['turn'], turn) : []),
    ...(recording?.recorders ?? []).flatMap(({ address }, index) =>
      same(['recording', 'recorders', index, 'address'], address, signalling.address),
    ),
  ];
}

const unsortedPictures = ({ media }: Settings): SettingsProblem[] =>
  media.pictures.flatMap(({ from }, index) =>
    index > 0 && from <= (media.pictures[index - 1]?.from ?? 0)
      ? [
          {
            path: ['media', 'pictures', index, 'from'],
            reason: 'must be more than in the line before',
          },
        ]
      : [],
  );

const relayPorts = ({ turn }: Settings): SettingsProblem[] =>
  turn !== undefined && turn.relayPorts.from > turn.relayPorts.to
    ? [{ path: ['turn', 'relayPorts', 'to'], reason: 'must not be less than `from`' }]
    : [];

function overload(settings: Settings): SettingsProblem[] {
  const reason = settings.acceptOverload ? null : overloadOf(planOf(settings));
  const accept = 'To write the files all the same: acceptOverload: true.';
  return reason === null ? [] : [{ path: ['videobridges'], reason: `${reason} ${accept}` }];
}
