import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { domain, openStage, tokenSecret } from '../../../../jitsi-config/prosody/test/harness.ts';
import { resultsOf } from '../../../test/doctor-fixture.ts';
import { partAt } from '../../../test/parts.ts';

const program = partAt('prosody');

/** Makes everybody who joins an owner, as Jicofo does with the first one unless it is told not to. */
const everybodyOwns = `
local jid = require "util.jid";
module:hook("muc-occupant-pre-join", function(event)
	event.room:set_affiliation(true, jid.bare(event.stanza.attr.from), "owner");
	event.occupant.role = event.room:get_default_role("owner");
end, -5);
`;

/** Without what looks whether a token is for the room, when a room is asked for and when it is joined. */
const anyRoom = ['s/"campus_token_verification"[,;] *//', 's/"campus_conference_request"[,;] *//'];

(program ? describe : describe.skip)(
  'doctor, on a careless conference server (real Prosody)',
  () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'campus-meet-careless-'));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    /** The codes of what fails on a Prosody whose configuration was changed by these commands of sed. */
    async function failures(...changes: string[]): Promise<string[]> {
      const script = join(folder, 'prosody');
      const edits = changes.map((change) => `-e '${change}'`).join(' ');
      // It is called with -F --config FILE.
      const lines = ['#!/bin/sh', `sed -i ${edits} "$3"`, `exec ${program ?? ''} "$@"`, ''];
      writeFileSync(script, lines.join('\n'), { mode: 0o755 });
      const stage = await openStage({ program: script });
      try {
        const results = await resultsOf(
          {
            JITSI_DOMAIN: domain,
            JITSI_MUC: `conference.${domain}`,
            JITSI_FOCUS: `focus.${domain}`,
            JITSI_SERVICE_URL: `${stage.prosody.httpUrl.replace('http', 'ws')}/xmpp-websocket`,
            JITSI_APP_SECRET: tokenSecret,
          },
          'prosody',
        );
        return results.filter(({ state }) => state === 'failed').map(({ code }) => code);
      } finally {
        await stage.close();
      }
    }

    it('tells that anybody comes in, and into any room', async () => {
      const anybody = 's/authentication = "campus_token"/authentication = "anonymous"/';
      assert.deepEqual(await failures(anybody, ...anyRoom), [
        'prosody/lets-anybody-in',
        'prosody/lets-anybody-in',
        'prosody/opens-other-rooms',
      ]);
      assert.deepEqual(await failures(anybody), [
        'prosody/no-focus',
        'prosody/lets-anybody-connect',
        'prosody/lets-anybody-connect',
      ]);
    });

    it('tells that a token opens other rooms, too', async () => {
      assert.deepEqual(await failures(...anyRoom), ['prosody/opens-other-rooms']);
    });

    it('tells that members become moderators', async () => {
      writeFileSync(join(folder, 'mod_everybody_owns.lua'), everybodyOwns);
      assert.deepEqual(
        await failures(
          's/"campus_token_affiliation"/"campus_token_affiliation", "everybody_owns"/',
          `s#^plugin_paths = {#plugin_paths = { "${folder}", #`,
        ),
        ['prosody/member-moderates'],
      );
    });
  },
);
