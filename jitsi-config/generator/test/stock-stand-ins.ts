import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const standIns = join(import.meta.dirname, '../../prosody/stand-ins');

/** Those of Jitsi's modules whose part our stand-ins take; the token has to be looked at. */
const taken: Readonly<Record<string, string>> = {
  auth_token: 'auth_campus_token',
  token_verification: 'campus_token_verification',
  token_affiliation: 'campus_token_affiliation',
  muc_max_occupants: 'campus_max_occupants',
  presence_identity: 'campus_presence_identity',
};

/** The others are only named: what they do is Jitsi's, that Prosody finds and loads them by these names is ours. */
const named = [
  'client_proxy',
  'conference_duration',
  'features_identity',
  'jitsi_session',
  'limits_exception',
  'muc_filter_access',
  'muc_hide_all',
  'muc_meeting_id',
  'muc_rate_limit',
  'av_moderation_component',
  'speakerstats_component',
  'end_conference',
  'room_metadata_component',
];

/** A command of prosodyctl; what it is told stands in a file beside it. */
const rosterCommand = `local place = module:get_directory()
function module.command(arg)
  local file = assert(io.open(place .. "/roster-told", "a"))
  file:write(table.concat(arg, " "), "\\n")
  file:close()
end
`;

/** Makes a folder with modules of the names of Jitsi's Prosody plugins. */
export function stockStandIns(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of named) writeFileSync(join(folder, `mod_${name}.lua`), '-- stand-in\n');
  writeFileSync(join(folder, 'mod_roster_command.lua'), rosterCommand);
  for (const [name, standIn] of Object.entries(taken)) {
    writeFileSync(
      join(folder, `mod_${name}.lua`),
      readFileSync(join(standIns, `mod_${standIn}.lua`), 'utf8'),
    );
  }
  copyFileSync(join(standIns, 'campus_token.lib.lua'), join(folder, 'campus_token.lib.lua'));
}
