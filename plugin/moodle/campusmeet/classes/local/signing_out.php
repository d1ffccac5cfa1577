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
 * Somebody signs out of Moodle, and so out of what was opened from it.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * Tells Campus Meet who signed out: at once, and by cron where that did not go through.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class signing_out {
    /**
     * Somebody signed out.
     *
     * @param \core\event\user_loggedout $event
     */
    public static function observe(\core\event\user_loggedout $event): void {
        $userid = (int) $event->objectid;
        $at = (int) $event->timecreated;
        if ($userid <= 0 || isguestuser($userid) || self::tell($userid, $at)) {
            return;
        }
        $task = new \mod_campusmeet\task\tell_logout();
        $task->set_custom_data(['userid' => $userid, 'at' => $at]);
        \core\task\manager::queue_adhoc_task($task);
    }

    /**
     * Tells it.
     *
     * @param int $userid
     * @param int $at when, in seconds
     * @return bool whether there is nothing left to tell
     */
    public static function tell(int $userid, int $at): bool {
        $connection = connection::current();
        if (!$connection) {
            return true;
        }
        $token = $connection->message('logout', ['user' => (string) $userid, 'at' => $at]);
        try {
            // Whoever signs out must not wait for Campus Meet.
            (new bridge($connection->address()))->send('/api/moodle/logouts', ['token' => $token], 2);
            return true;
        } catch (problem $problem) {
            // A refusal stays one; only what did not arrive is told again.
            return $problem->answer !== '';
        }
    }
}
