<?php
// This file is part of Moodle - http://moodle.org/
//
// Moodle is free software: you can redistribute it and/or modify
// it under the terms of the GNU General Public License as published by
// the Free Software Foundation, either version 3 of the License, or
// (at your option) any later version.
//
// Moodle is distributed in the hope that it will be useful,
// but WITHOUT ANY WARRANTY; without even the implied warranty of
// MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.  See the
// GNU General Public License for more details.
//
// You should have received a copy of the GNU General Public License
// along with Moodle.  If not, see <http://www.gnu.org/licenses/>.

/**
 * Tells Campus Meet that somebody signed out.
 *
 * @package    local_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_campusmeet;

use Firebase\JWT\JWT;
use mod_lti\local\ltiopenid\jwks_helper;

/**
 * Sends OpenID Connect back-channel logout notices, signed with the key of Moodle's own LTI launches.
 *
 * @package    local_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class logout {
    /** @var string What the notice says. */
    const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

    /**
     * Somebody signed out: told at once, and again by cron where that did not go through.
     *
     * @param \core\event\user_loggedout $event
     */
    public static function observe(\core\event\user_loggedout $event): void {
        $userid = (int) $event->objectid;
        $at = (int) $event->timecreated;
        if ($userid <= 0 || isguestuser($userid) || self::tell($userid, $at)) {
            return;
        }
        $task = new task\tell_logout();
        $task->set_custom_data(['userid' => $userid, 'at' => $at]);
        \core\task\manager::queue_adhoc_task($task);
    }

    /**
     * Tells Campus Meet.
     *
     * @param int $userid who signed out
     * @param int $at when, in seconds
     * @return bool whether there is nothing left to tell
     */
    public static function tell(int $userid, int $at): bool {
        global $CFG;
        require_once($CFG->libdir . '/filelib.php');
        $url = rtrim((string) get_config('local_campusmeet', 'url'), '/');
        if ($url === '') {
            return true;
        }
        $done = true;
        foreach (self::clients($url) as $clientid) {
            // Whoever signs out must not wait for a bridge that is away.
            $curl = new \curl();
            $curl->setopt(['CURLOPT_CONNECTTIMEOUT' => 1, 'CURLOPT_TIMEOUT' => 2]);
            $curl->post($url . '/lti/logout', http_build_query(['logout_token' => self::token($clientid, $userid, $at)], '', '&'));
            $status = (int) ($curl->get_info()['http_code'] ?? 0);
            // A refusal stays one; only what did not arrive is told again.
            $done = $done && ($status === 200 || $status === 400);
        }
        return $done;
    }

    /**
     * The client ids of the external tools that are Campus Meet.
     *
     * @param string $url its address
     * @return string[]
     */
    private static function clients(string $url): array {
        global $DB;
        $tools = $DB->get_records('lti_types', ['ltiversion' => '1.3.0', 'state' => 1], '', 'id, baseurl, clientid');
        $ours = array_filter($tools, fn($tool) => strpos($tool->baseurl . '/', $url . '/') === 0 && $tool->clientid);
        return array_values(array_map(fn($tool) => $tool->clientid, $ours));
    }

    /**
     * A logout token (OpenID Connect Back-Channel Logout 1.0, 2.4).
     *
     * @param string $clientid
     * @param int $userid
     * @param int $at
     * @return string
     */
    private static function token(string $clientid, int $userid, int $at): string {
        global $CFG;
        $key = jwks_helper::get_private_key();
        $claims = [
            'iss' => $CFG->wwwroot,
            'aud' => $clientid,
            'sub' => (string) $userid,
            'iat' => $at,
            'exp' => $at + 120,
            'jti' => random_string(32),
            'events' => [self::EVENT => new \stdClass()],
        ];
        return JWT::encode($claims, $key['key'], 'RS256', $key['kid']);
    }
}
