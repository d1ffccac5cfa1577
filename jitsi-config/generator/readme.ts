import type { CapacityPlan } from '../../bridge/src/features/operations/capacity/index.ts';
import { jicofoAt } from './ports.ts';
import { siteOf } from './site.ts';
import { isSpread, namesOf } from './names.ts';
import type { Settings } from './settings.ts';

/** README.md of what was rendered: what goes where, in which order, and how one sees that it is well. */
export function readme(settings: Settings, plan: CapacityPlan): string {
  const { signalling, videobridges, turn, recording, peoplePerMeeting } = settings;
  const names = namesOf(settings);
  const rows = [
    `| \`signalling/\` | ${signalling.address} | Prosody, Jicofo, nginx |`,
    ...videobridges.map(
      ({ id, address, region }) =>
        `| \`videobridges/${id}/\` | ${address} | videobridge ${id}, region ${region} |`,
    ),
    ...(turn === undefined ? [] : [`| \`turn/\` | ${turn.address} | coturn at ${turn.host} |`]),
    ...(recording?.recorders ?? []).map(
      ({ id, address }) => `| \`recorders/${id}/\` | ${address} | Jibri ${id} |`,
    ),
    `| \`campus-meet/\` | ${settings.campusMeet.address ?? signalling.address} | \`jitsi.env\` for campus-meet.env; \`campus-meet@.service\`, systemd’s unit for bridges; \`library-options.json\` for other clients |`,
  ];
  return `# Jitsi for ${siteOf(settings)}

Made by \`npm run campus -- jitsi render\`. Change the settings file and render again: the difference is shown, and nothing else changes. \`secrets.yaml\` is made once and never overwritten.

${planned(plan)}

## Where it goes

| folder | machine | what |
| ------ | ------- | ---- |
${rows.join('\n')}

Each folder is copied to its machine (it holds secrets: \`scp\`, then delete the copy) and installed there by \`sh install.sh\`, as root. Debian 12 or later. What programs it needs, each script says; Jitsi's own come from Jitsi's package repository. Which ports have to be open for whom: \`ports.tsv\`.

## In which order

1. \`signalling/\`: Prosody with Jitsi's plugins and \`mod_campus_meet\`, the servers' accounts, Jicofo, nginx.${xmppNote(settings)}
2. \`videobridges/…\`: within half a minute Jicofo knows each one: \`curl -s ${jicofoAt(settings)}/debug\` on ${signalling.address} lists it under \`bridge_selector\`, with its relay id and region, and \`operational: true\`.
3. ${turn === undefined ? '' : '`turn/`, `recorders/` where there are some; then '}\`campus-meet/jitsi.env\` into campus-meet.env, and Campus Meet restarted.
4. A meeting of three, at best one of them on a telephone's network.

## What to know

- **Lua 5.4**: Jitsi's plugins need Lua modules that Debian ships for older versions only; \`signalling/lua-modules.sh\` sees to it, or says what is missing. Without them Prosody runs and nobody can log in.
- **All clocks must agree** within a minute (NTP): tokens and messages carry times.
- **People ${peoplePerMeeting}** to a meeting: Prosody lets ${signalling.joinsPerSecond} a second into one room, so the last one of a full meeting waits ${Math.ceil(peoplePerMeeting / signalling.joinsPerSecond)} s.
- **Videobridges and Jicofo have no password** on their HTTP ports. They listen on 127.0.0.1 unless Campus Meet is on another machine; then \`firewall.nft\` lets that one in and nobody else.
- **Videobridges of one meeting** talk to each other as browsers do to them: from any UDP port to the other's media port. A firewall between them has to let the answers back.
- **An update of a videobridge**: \`npm run campus -- videobridges drain ID --wait\` ends when nobody is on it; update and restart it; \`… undrain ID --wait\` ends when Jicofo sends people there again. All videobridges of one meeting must have the same version.
- A new region, more videobridges or another size: change the settings file, render, install the folders that changed. The accounts of \`${names.auth}\` stay.
`;
}

function planned({ carried, needed, withSpare, question }: CapacityPlan): string {
  const there = question.bridges ?? 0;
  const need = `For ${question.meetings} × ${question.participants} people ${needed ?? 'no number of'} videobridges are enough by the plan`;
  if (!carried)
    return `**Overloaded**: ${need}; there are ${there}, which was accepted (\`acceptOverload\`).`;
  const spare =
    there >= (withSpare ?? Infinity)
      ? 'one of them may fail'
      : 'none of them may fail while a full meeting runs';
  return `${need}; there are ${there}: ${spare}. It is reckoned, not measured: \`npm run campus -- plan\` shows how.`;
}

const xmppNote = (settings: Settings): string =>
  isSpread(settings)
    ? ` Servers of other machines log in with TLS; the certificate is our own (\`xmpp.crt\`), valid for ten years, and each machine is told to trust it.`
    : '';
