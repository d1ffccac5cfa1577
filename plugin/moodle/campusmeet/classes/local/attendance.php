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
 * What somebody's meetings come to, for completion and grades.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * Attendance as Campus Meet reckons it, by its teachers' rules and with their corrections: asked for where it changed.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class attendance {
    /** So many answers are taken in one go; what is left comes with the next one. */
    const ROUNDS = 50;

    /**
     * Asks what changed since last time, and takes it.
     *
     * @return int how many rooms changed
     */
    public static function pull(): int {
        $connection = connection::current();
        if (!$connection) {
            return 0;
        }
        $bridge = new bridge($connection->address());
        $count = 0;
        for ($round = 0; $round < self::ROUNDS; $round++) {
            $after = (int) get_config('mod_campusmeet', 'attendedafter');
            $token = $connection->message('attendance', ['after' => $after]);
            $said = $bridge->send('/api/moodle/attendance', ['token' => $token], 30);
            foreach ($said['rooms'] as $room) {
                self::take($room['room'], $room['people']);
                set_config('attendedafter', $room['at'], 'mod_campusmeet');
                $count++;
            }
            if (!$said['more']) {
                break;
            }
        }
        return $count;
    }

    /**
     * Takes what is said of one room; of one that is no more, nothing.
     *
     * @param string $room
     * @param array $people user, counted, attended, minutes of each
     */
    public static function take(string $room, array $people): void {
        global $CFG, $DB;
        $row = get_coursemodule_from_id('campusmeet', room::cmid($room), 0, false, IGNORE_MISSING);
        $instance = $row ? $DB->get_record('campusmeet', ['id' => $row->instance]) : null;
        if (!$instance || room::of((int) $row->id, (int) $instance->generation)->id() !== $room) {
            return;
        }
        $changed = array_filter($people, fn($person) => self::keep((int) $instance->id, $person));
        if (!$changed) {
            return;
        }
        require_once($CFG->dirroot . '/mod/campusmeet/lib.php');
        campusmeet_update_grades($instance);
        self::complete($row, array_map(fn($person) => (int) $person['user'], $changed));
    }

    /**
     * Keeps what is said of one person.
     *
     * @param int $id of the activity
     * @param array $person
     * @return bool whether it is another than before
     */
    private static function keep(int $id, array $person): bool {
        global $DB;
        $key = ['campusmeetid' => $id, 'userid' => (int) $person['user']];
        $said = ['counted' => (int) $person['counted'], 'attended' => (int) $person['attended']];
        $said['minutes'] = (int) $person['minutes'];
        $before = $DB->get_record('campusmeet_attended', $key);
        if ($before && !array_diff_assoc($said, (array) $before)) {
            return false;
        }
        if (!$before && !$DB->record_exists('user', ['id' => $key['userid'], 'deleted' => 0])) {
            return false;
        }
        $now = $key + $said + ['timemodified' => time()];
        if ($before) {
            $DB->update_record('campusmeet_attended', ['id' => $before->id] + $now);
        } else {
            $DB->insert_record('campusmeet_attended', $now);
        }
        return true;
    }

    /**
     * Has Moodle look anew whether the activity is complete.
     *
     * Documented in lib/completionlib.php, completion_info::update_state() (4.5, 5.1).
     *
     * @param \stdClass $row of the course module
     * @param int[] $userids
     */
    private static function complete(\stdClass $row, array $userids): void {
        global $CFG;
        require_once($CFG->libdir . '/completionlib.php');
        $course = get_course($row->course);
        $completion = new \completion_info($course);
        $cm = get_fast_modinfo($course)->get_cm($row->id);
        if ($completion->is_enabled($cm) != COMPLETION_TRACKING_AUTOMATIC) {
            return;
        }
        foreach ($userids as $userid) {
            $completion->update_state($cm, COMPLETION_UNKNOWN, $userid);
        }
    }

    /**
     * Grades, as the gradebook wants them.
     *
     * @param \stdClass $instance
     * @param int $userid of one, or 0 for all
     * @return \stdClass[] by user
     */
    public static function grades(\stdClass $instance, int $userid): array {
        global $DB;
        if ((int) $instance->grade <= 0) {
            return [];
        }
        $where = ['campusmeetid' => $instance->id] + ($userid ? ['userid' => $userid] : []);
        $grades = [];
        foreach ($DB->get_records('campusmeet_attended', $where) as $row) {
            // Nothing counts yet, or all of it was excused: no grade.
            $share = $row->counted > 0 ? $row->attended / $row->counted : null;
            $grades[$row->userid] = (object) [
                'userid' => $row->userid,
                'rawgrade' => $share === null ? null : round($share * $instance->grade, 5),
            ];
        }
        return $grades;
    }

    /**
     * Forgets what is kept of a course's activities.
     *
     * @param int $courseid
     */
    public static function forget_in_course(int $courseid): void {
        global $DB;
        $in = 'campusmeetid IN (SELECT id FROM {campusmeet} WHERE course = ?)';
        $DB->delete_records_select('campusmeet_attended', $in, [$courseid]);
    }
}
