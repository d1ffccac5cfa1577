import nodeDatachannel from 'node-datachannel';
import { Bridge } from './bridge.ts';
import { createCertificate } from './certificate.ts';
import { FocusLink } from './focus-link.ts';
import { Relay } from './relay.ts';
import { readSettings } from '../process/settings.ts';
import { videobridgeSettings } from './settings.ts';
import { serve } from '../process/http.ts';
import { videobridgeRoutes } from './routes.ts';
import { noAmount } from './traffic.ts';

/** One videobridge of the demo as a process of its own: started by ../start.ts, ended by SIGTERM or with its parent. */
const settings = readSettings(videobridgeSettings);
const relay = await Relay.open({ address: '127.0.0.1', port: settings.relayPort });
const connection = {
  address: settings.mediaAddress,
  port: settings.mediaPort,
  certificate: createCertificate(),
  traffic: { received: noAmount(), sent: noAmount() },
};
const bridge = new Bridge({ connection, relay });
const link = new FocusLink(bridge, {
  host: '127.0.0.1',
  port: settings.controlPort,
  secret: settings.secret,
  id: settings.id,
  region: 'campus',
  version: 'stand-in',
});

const router = videobridgeRoutes(bridge, {
  id: settings.id,
  changed: () => link.tell(),
  end: () => end(),
});
const web = await serve(router, settings.httpPort);

function end(): void {
  // First the line: the focus calls its people elsewhere while they still see each other here.
  link.close();
  setTimeout(() => {
    bridge.close();
    void web.stop();
    nodeDatachannel.cleanup();
    process.exit(0);
  }, 300);
}
bridge.onEmpty = () => {
  if (bridge.shuttingDown) end();
};
process.on('SIGTERM', end);
process.stdin.on('end', end).resume();
await link.up();
process.send?.('ready');
