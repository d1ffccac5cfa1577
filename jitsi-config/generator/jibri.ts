import { hocon } from './hocon.ts';
import { namesOf } from './names.ts';
import type { Secrets } from './secrets.ts';
import type { Settings } from './settings.ts';

/** One recorder’s configuration (HOCON), keys of Jibri of August 2026. */
export function jibriConfig(settings: Settings, secrets: Secrets, recorder: string): string {
  const { domain, signalling, recording } = settings;
  const names = namesOf(settings);
  return hocon`# A Jibri recorder, made by "npm run campus -- jitsi render": change the settings file instead.
# It holds passwords: mode 640, owner root, group jibri.
jibri {
  id = ${recorder}
  recording {
    # Kept for so many days as retention.recordingDays says (tmpfiles.conf beside this file).
    recordings-directory = ${recording?.folder ?? ''}
    finalize-script = ""
  }
  api {
    xmpp {
      environments = [
        {
          name = "prosody"
          xmpp-server-hosts = ${[signalling.address]}
          xmpp-domain = ${domain}
          # Where it joins a meeting: Jitsi's own pages, which nginx offers to recorders alone.
          base-url = ${`https://${domain}:${recording?.pagesPort ?? ''}`}
          # Says there that it is free.
          control-muc {
            domain = ${names.internal}
            room-name = "jibribrewery"
            nickname = ${recorder}
          }
          control-login {
            domain = ${names.auth}
            port = ${signalling.prosodyClientPort}
            username = "jibri"
            password = ${secrets.recorderControl}
          }
          # Joins a meeting as this one, whom nobody sees.
          call-login {
            domain = ${names.hidden}
            username = "recorder"
            password = ${secrets.recorder}
          }
          strip-from-room-domain = "conference."
          trust-all-xmpp-certs = false
          usage-timeout = 0
        }
      ]
    }
  }
}
`;
}
