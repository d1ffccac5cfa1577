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
 * Tells Campus Meet who may come into a room.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * Sends what is so now, never what changed: it may be sent again, late or in vain, and is right each time.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class pushing {
    /** So often a room that changes while it is told is told again at once. */
    const ROUNDS = 3;

    /** Seconds that another process may take over the same room. */
    const WAIT = 10;

    /** Seconds for which what is left is told in one go. */
    const LONGEST = 4 * MINSECS;

    /**
     * Tells what of a room has not been told.
     *
     * Documented in lib/classes/lock/lock_config.php (4.5, 5.1).
     *
     * @param string $room
     * @param bool $anyway although nothing changed
     */
    public static function push(string $room, bool $anyway = false): void {
        $connection = connection::current();
        if (!$connection) {
            return;
        }
        $lock = \core\lock\lock_config::get_lock_factory('mod_campusmeet')->get_lock($room, self::WAIT);
        if (!$lock) {
            throw new problem('busy');
        }
        try {
            for ($round = 0; $round < self::ROUNDS; $round++) {
                if (!self::once($connection, $room, $anyway && $round === 0)) {
                    break;
                }
            }
        } finally {
            $lock->release();
        }
    }

    /**
     * Tells of all rooms what has not been told, whatever became of it before.
     *
     * @return int how many were told
     */
    public static function push_left(): int {
        global $DB;
        $end = time() + self::LONGEST;
        $count = 0;
        foreach ($DB->get_fieldset_select('campusmeet_room', 'room', 'changes <> told') as $room) {
            if (time() >= $end) {
                break;
            }
            try {
                self::push($room);
                $count++;
            } catch (problem $problem) {
                // Where Campus Meet does not answer, it would not for the next one; what it refuses keeps no other back.
                if ($problem->is_away()) {
                    throw $problem;
                }
                mtrace($room . ': ' . $problem->getMessage());
            }
        }
        return $count;
    }

    /**
     * Tells it once.
     *
     * @param connection $connection
     * @param string $room
     * @param bool $anyway
     * @return bool whether there was something to tell
     */
    private static function once(connection $connection, string $room, bool $anyway): bool {
        global $DB;
        $row = $DB->get_record('campusmeet_room', ['room' => $room]);
        if (!$row || (!$anyway && $row->changes == $row->told)) {
            return false;
        }
        // A database that was put back must not count below what was told before.
        $sequence = max((int) $row->sequence + 1, time());
        $DB->set_field('campusmeet_room', 'sequence', $sequence, ['id' => $row->id]);
        try {
            $said = self::tell($connection, $row, $sequence);
        } catch (problem $problem) {
            $words = \core_text::substr($problem->getMessage(), 0, 255);
            $DB->set_field('campusmeet_room', 'problem', $words, ['id' => $row->id]);
            throw $problem;
        }
        if ($row->retired) {
            $DB->delete_records('campusmeet_room', ['id' => $row->id, 'changes' => $row->changes]);
            return false;
        }
        $DB->update_record('campusmeet_room', [
            'id' => $row->id,
            'told' => $row->changes,
            'timetold' => time(),
            'state' => $said['state'],
            'problem' => '',
        ]);
        return true;
    }

    /**
     * Sends the list.
     *
     * @param connection $connection
     * @param \stdClass $row
     * @param int $sequence
     * @return array
     */
    private static function tell(connection $connection, \stdClass $row, int $sequence): array {
        $cm = $row->retired ? null : room::cm($row->room);
        $claims = ['room' => $row->room, 'sequence' => $sequence];
        $claims += $cm ? roster::of($cm) : [
            'retired' => true,
            'course' => ['label' => null, 'title' => null, 'category' => null],
            'groups' => [],
            'people' => [],
            'members' => [],
        ];
        if (!$cm) {
            $row->retired = 1;
        }
        $token = $connection->message('roster', $claims);
        try {
            return (new bridge($connection->address()))->send_token('/api/moodle/rosters', $token);
        } catch (problem $problem) {
            if ($problem->answer === 'moodle/superseded') {
                return ['state' => 'unchanged'];
            }
            throw $problem;
        }
    }
}
