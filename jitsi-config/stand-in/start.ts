import { join } from 'node:path';
import { startChild, type Child } from './process/child.ts';
import type { VideobridgeSettings } from './videobridge/settings.ts';

export interface MediaRun {
  /** XMPP domain, as Prosody has it. */
  domain: string;
  focus: {
    /** Prosody's port for components. */
    componentPort: number;
    /** Where it answers as Jicofo does. */
    httpPort: number;
  };
  secrets: {
    /** Lets the focus in at Prosody. */
    component: string;
    /** Lets bridges in at the focus. */
    bridges: string;
  };
  /** Each bridge by its name (relay id), with the port that it has for HTTP (TCP) and media (UDP). */
  bridges: Readonly<Record<string, number>>;
  /** Where browsers send media to: an address of this machine; 127.0.0.1 unless given. */
  mediaAddress?: string | undefined;
  onLog?: ((part: string, line: string) => void) | undefined;
}

/** One videobridge of a running demo. */
export interface RunningVideobridge {
  id: string;
  /** Where it answers as Jitsi's videobridge does: `http://127.0.0.1:<port>`. */
  httpUrl: string;
  stop: Child['stop'];
  /** Ends it as a failure does, without a word. */
  kill: Child['kill'];
  /** Starts it again on its ports, after it was stopped or killed. */
  restart: () => Promise<void>;
}

export interface RunningMedia {
  focus: Child & { httpUrl: string };
  videobridges: RunningVideobridge[];
  stop: () => Promise<void>;
}

/**
 * Starts the focus and its videobridges, each a Node process: stand-ins for Jicofo and Jitsi's videobridge, for the
 * demo and the tests. Prosody has to be there.
 * @throws Error in words when one does not start; those that did are stopped again
 */
export async function startMedia(run: MediaRun): Promise<RunningMedia> {
  const focus = await startFocus(run);
  const videobridges: RunningVideobridge[] = [];
  const stop = async () => {
    // First the focus: nobody is called to the next bridge while all of them end.
    await focus.stop();
    await Promise.all(videobridges.map((bridge) => bridge.stop()));
  };
  try {
    const { controlPort } = focus.said as { controlPort: number };
    const started = Object.keys(run.bridges).map((id) => startBridge(run, id, controlPort));
    for (const bridge of await Promise.allSettled(started)) {
      if (bridge.status === 'rejected') throw bridge.reason as Error;
      videobridges.push(bridge.value);
    }
    return { focus, videobridges, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startFocus({ domain, focus, secrets, onLog }: MediaRun) {
  const child = await startChild({
    name: 'The focus',
    main: join(import.meta.dirname, 'focus/main.ts'),
    settings: {
      domain,
      componentPort: focus.componentPort,
      componentSecret: secrets.component,
      controlPort: 0,
      bridgeSecret: secrets.bridges,
      httpPort: focus.httpPort,
    },
    onLog: (line) => onLog?.('focus', line),
  });
  return { ...child, httpUrl: `http://127.0.0.1:${focus.httpPort}` };
}

async function startBridge(
  run: MediaRun,
  id: string,
  controlPort: number,
): Promise<RunningVideobridge> {
  const port = run.bridges[id] ?? 0;
  const settings: VideobridgeSettings = {
    id,
    mediaAddress: run.mediaAddress ?? '127.0.0.1',
    mediaPort: port,
    relayPort: 0,
    controlPort,
    secret: run.secrets.bridges,
    httpPort: port,
  };
  const start = () =>
    startChild({
      name: `The videobridge ${id}`,
      main: join(import.meta.dirname, 'videobridge/main.ts'),
      settings,
      onLog: (line) => run.onLog?.(id, line),
    });
  let child = await start();
  return {
    id,
    httpUrl: `http://127.0.0.1:${port}`,
    stop: () => child.stop(),
    kill: () => child.kill(),
    restart: async () => {
      child = await start();
    },
  };
}
