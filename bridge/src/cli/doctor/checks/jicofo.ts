import type { connectFleet } from '../../../app/adapters.ts';
import { isFailure } from '../../../kernel/failure.ts';
import { connectionAdvice, reasonOf } from '../network-advice.ts';
import { failed, notConfigured, ok, warning, type Check, type CheckResult } from '../result.ts';

type JitsiFleet = ReturnType<typeof connectFleet>['jitsi'];
type SeenVideobridge = Awaited<ReturnType<JitsiFleet['focus']>>['videobridges'][number];

/** Jicofo, and the videobridges as it sees them. */
export const jicofoCheck = (fleet: JitsiFleet): Check => ({
  name: 'jicofo',
  run: async () => {
    if (!fleet.hasFocus) return notConfigured('jicofo', 'JICOFO_URL');
    try {
      const { version, isHealthy, trouble, videobridges } = await fleet.focus();
      const health = isHealthy
        ? ok('jicofo/ok', `Jicofo ${version} is well.`)
        : failed(
            'jicofo/unhealthy',
            `Jicofo ${version} is not well: ${trouble ?? ''}`,
            'Its log says more.',
          );
      return [health, ...fleetResults(videobridges)];
    } catch (error) {
      return notAnswering(error);
    }
  },
});

function notAnswering(error: unknown): CheckResult {
  if (!isFailure(error)) throw error;
  if (error.code === 'fleet/refused') {
    const seen = `What answers at JICOFO_URL does not answer as Jicofo does: ${reasonOf(error.cause)}.`;
    return failed(
      'jicofo/refused',
      seen,
      'It has to be Jicofo’s private HTTP (8888), with rest.debug enabled.',
    );
  }
  const seen = `Jicofo does not answer: ${reasonOf(error.cause)}.`;
  return failed('jicofo/unavailable', seen, connectionAdvice(error.cause, 'JICOFO_URL'));
}

function fleetResults(all: readonly SeenVideobridge[]): CheckResult[] {
  const usable = all.filter(({ isOperational }) => isOperational);
  if (usable.length === 0) {
    const seen = `Jicofo sees ${all.length} videobridges, and can use none.`;
    const mend = 'Do they run, and are they in the room that Jicofo’s bridge.brewery-jid names?';
    return [failed('jicofo/no-videobridge', seen, mend)];
  }
  const found = [...relayResults(all), ...versionResults(all), ...stateResults(all)];
  return found.length > 0
    ? found
    : [
        ok(
          'jicofo/videobridges',
          `It uses ${usable.length} videobridges, which relay to each other.`,
        ),
      ];
}

/** With several, a meeting goes over one only where each has a relay and a name of its own. */
function relayResults(all: readonly SeenVideobridge[]): CheckResult[] {
  const ids = all.flatMap(({ relayId }) => relayId ?? []);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length > 0) {
    const seen = `Two videobridges are called ${twice.join(', ')}.`;
    return [failed('jicofo/relay-id-twice', seen, 'Give each its own videobridge.relay.relay-id.')];
  }
  const without = all.filter(({ relayId }) => relayId === null);
  if (without.length === 0 || all.length === 1) return [];
  const seen = `${without.length} of ${all.length} videobridges have no relay: a meeting stays on the one where it began.`;
  const mend =
    'videobridge.relay.enabled = true with a relay-id on each, jicofo.octo.enabled = true.';
  return [failed('jicofo/no-relay', seen, mend)];
}

function versionResults(all: readonly SeenVideobridge[]): CheckResult[] {
  const versions = [...new Set(all.map(({ version }) => version))];
  if (versions.length < 2) return [];
  const seen = `The videobridges are of ${versions.length} versions (${versions.join(', ')}): only those of one version share a meeting.`;
  return [warning('jicofo/versions', seen, 'Bring them to one version.')];
}

function stateResults(all: readonly SeenVideobridge[]): CheckResult[] {
  return all.flatMap((one): CheckResult[] => {
    const name = one.relayId ?? one.jid;
    if (!one.isHealthy || one.isFailingIce) {
      const why = one.isFailingIce ? 'many of its people get no connection' : 'it is not healthy';
      const mend = 'Look at its log and its UDP port; drain it until that is mended.';
      return [failed('jicofo/videobridge-ill', `${name}: ${why}.`, mend)];
    }
    if (one.isOverloaded) {
      const seen = `${name} is overloaded (stress ${one.stress}).`;
      return [warning('jicofo/overloaded', seen, 'Add a videobridge: npm run campus -- plan')];
    }
    if (!one.isDraining && !one.isShuttingDown) return [];
    return [
      warning(
        'jicofo/draining',
        `${name} takes nobody new.`,
        'Undo the draining when it is over: Admin → Operations.',
      ),
    ];
  });
}
