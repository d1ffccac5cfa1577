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
 * Tries the connection, and says of each step whether it works.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * What the page of the connection shows.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class checks {
    /**
     * Tries everything.
     *
     * @param connection $connection
     * @return array for the template connection
     */
    public static function run(connection $connection): array {
        $steps = [self::signed($connection), self::secure($connection), self::cron(), self::told()];
        return [
            'address' => $connection->address(),
            'name' => (string) get_config('mod_campusmeet', 'sitename'),
            'vouches' => str_replace(',', ', ', (string) get_config('mod_campusmeet', 'vouches')),
            'steps' => $steps,
        ];
    }

    /**
     * Whether a signed message is taken.
     *
     * @param connection $connection
     * @return array
     */
    private static function signed(connection $connection): array {
        try {
            $token = $connection->message('test');
            $said = (new bridge($connection->address()))->send('/api/moodle/tests', ['token' => $token]);
            $apart = abs((int) $said['now'] - time());
            $good = $apart <= 10;
            return self::step($good, $good ? 'checksigned' : 'checkclock', $apart);
        } catch (problem $problem) {
            return ['good' => false, 'words' => $problem->getMessage()];
        }
    }

    /**
     * Whether browsers will give camera and microphone: they do on https only.
     *
     * @param connection $connection
     * @return array
     */
    private static function secure(connection $connection): array {
        global $CFG;
        $local = '#^(https://|http://(localhost|127\.0\.0\.1)(:|/|$))#';
        $good = preg_match($local, $CFG->wwwroot) && preg_match($local, $connection->address());
        return self::step((bool) $good, $good ? 'checksecure' : 'checkinsecure');
    }

    /**
     * Whether cron runs.
     *
     * Documented in admin/tool/task/classes/check/cronrunning.php: the start of the last one.
     *
     * @return array
     */
    private static function cron(): array {
        $last = (int) get_config('tool_task', 'lastcronstart');
        $good = $last > time() - 10 * MINSECS;
        return self::step($good, $good ? 'checkcron' : 'checknocron');
    }

    /**
     * Whether what changed got through.
     *
     * @return array
     */
    private static function told(): array {
        global $DB;
        $left = $DB->count_records_select('campusmeet_room', 'changes <> told');
        $failed = $DB->get_records_select('campusmeet_room', "problem <> ''", null, 'timetold DESC', 'id, room, problem', 0, 1);
        if ($failed) {
            return self::step(false, 'checkfailed', reset($failed)->problem);
        }
        $asked = $DB->count_records('campusmeet_room', ['state' => 'needs-confirmation']);
        if ($asked) {
            return self::step(false, 'checkasked', $asked);
        }
        return self::step(true, $left ? 'checkleft' : 'checktold', $left);
    }

    /**
     * One step.
     *
     * @param bool $good
     * @param string $words
     * @param mixed $a
     * @return array
     */
    private static function step(bool $good, string $words, $a = null): array {
        return ['good' => $good, 'words' => get_string($words, 'mod_campusmeet', $a)];
    }
}
