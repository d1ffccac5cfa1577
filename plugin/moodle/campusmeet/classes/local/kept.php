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
 * What Campus Meet keeps of Moodle's users.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * Asks what is kept of people in the meetings of an activity, and has it erased: for Moodle's privacy tools. An activity
 * that was reset had other rooms before: they count as well.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class kept {
    /** So many users' data are erased by one message. */
    const AT_ONCE = 500;

    /**
     * In which activities something is kept of a user.
     *
     * @param int $userid
     * @return int[] course modules
     */
    public static function cmids(int $userid): array {
        $said = self::ask('held', '/held', ['user' => (string) $userid], 30);
        return array_values(array_unique(array_map([room::class, 'cmid'], $said['rooms'] ?? [])));
    }

    /**
     * Of whom something is kept in an activity.
     *
     * @param int $cmid
     * @return int[] users
     */
    public static function userids(int $cmid): array {
        $userids = [];
        foreach (self::rooms($cmid) as $room) {
            $said = self::known(fn() => self::ask('held', '/held', ['room' => $room], 30));
            $userids = array_merge($userids, array_map('intval', $said['users'] ?? []));
        }
        return array_values(array_unique($userids));
    }

    /**
     * All that is kept of a user in an activity.
     *
     * @param int $cmid
     * @param int $userid
     * @return array rows by table
     */
    public static function of(int $cmid, int $userid): array {
        $kept = [];
        foreach (self::rooms($cmid) as $room) {
            $said = self::known(fn() => self::ask('personal-data', '', ['user' => (string) $userid, 'room' => $room], 30));
            foreach ($said['sections'] ?? [] as $section) {
                $kept[$section['table']] = array_merge($kept[$section['table']] ?? [], $section['rows']);
            }
        }
        return $kept;
    }

    /**
     * Has it erased: now, or by cron where Campus Meet is away or a meeting runs.
     *
     * @param int $cmid
     * @param int[]|null $userids null: of everybody
     */
    public static function erase(int $cmid, ?array $userids): void {
        foreach (self::rooms($cmid) as $room) {
            foreach ($userids === null ? [null] : array_chunk(array_map('strval', $userids), self::AT_ONCE) as $users) {
                try {
                    self::tell_erasure($room, $users);
                } catch (problem $problem) {
                    $task = new \mod_campusmeet\task\erase_kept();
                    $task->set_custom_data(['room' => $room, 'users' => $users]);
                    \core\task\manager::queue_adhoc_task($task, true);
                }
            }
        }
    }

    /**
     * Tells it.
     *
     * @param string $room
     * @param string[]|null $users
     */
    public static function tell_erasure(string $room, ?array $users): void {
        self::known(fn() => self::ask('erasure', '/erasures', ['room' => $room, 'users' => $users], 120));
    }

    /**
     * The rooms that an activity has and had.
     *
     * @param int $cmid
     * @return string[]
     */
    private static function rooms(int $cmid): array {
        global $DB;
        $cm = get_coursemodule_from_id('campusmeet', $cmid);
        $generation = $cm ? (int) $DB->get_field('campusmeet', 'generation', ['id' => $cm->instance]) : 0;
        return $generation > 0 ? array_map(fn($one) => room::of($cmid, $one)->id(), range(1, $generation)) : [];
    }

    /**
     * An answer; nothing of a room that Campus Meet never heard of.
     *
     * @param callable $ask
     * @return array
     */
    private static function known(callable $ask): array {
        try {
            return $ask();
        } catch (problem $problem) {
            if ($problem->answer === 'course/not-found') {
                return [];
            }
            throw $problem;
        }
    }

    /**
     * Asks; without a connection nothing is known there.
     *
     * @param string $kind
     * @param string $path below /api/moodle/personal-data
     * @param array $claims
     * @param int $seconds
     * @return array
     */
    private static function ask(string $kind, string $path, array $claims, int $seconds): array {
        $connection = connection::current();
        if (!$connection) {
            return [];
        }
        $token = $connection->message($kind, $claims);
        return (new bridge($connection->address()))->send('/api/moodle/personal-data' . $path, ['token' => $token], $seconds);
    }
}
