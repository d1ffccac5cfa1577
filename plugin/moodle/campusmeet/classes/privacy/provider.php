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
 * What the plugin has of people.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\privacy;

use core_privacy\local\metadata\collection;
use core_privacy\local\request\approved_contextlist;
use core_privacy\local\request\approved_userlist;
use core_privacy\local\request\contextlist;
use core_privacy\local\request\transform;
use core_privacy\local\request\userlist;
use core_privacy\local\request\writer;
use mod_campusmeet\local\kept;
use mod_campusmeet\local\problem;

/**
 * What attendance comes to is kept in Moodle, for completion and grades. What Campus Meet keeps of people in the meetings of
 * an activity (coming and going, corrections, objections, calls) is asked for and erased there with it.
 *
 * Documented in privacy/classes/local/metadata/provider.php and privacy/classes/local/request/plugin/provider.php.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class provider implements
    \core_privacy\local\metadata\provider,
    \core_privacy\local\request\core_userlist_provider,
    \core_privacy\local\request\plugin\provider {
    /** What leaves Moodle. */
    const TOLD = [
        'userid', 'name', 'email', 'idnumber', 'phone', 'lang', 'timezone', 'suspended', 'role', 'groups', 'meetings',
    ];

    /**
     * What leaves Moodle.
     *
     * @param collection $collection
     * @return collection
     */
    public static function get_metadata(collection $collection): collection {
        $told = [];
        foreach (self::TOLD as $name) {
            $told[$name] = 'privacy:metadata:' . $name;
        }
        $collection->add_external_location_link('campusmeet', $told, 'privacy:metadata');
        return $collection->add_database_table('campusmeet_attended', [
            'userid' => 'privacy:metadata:userid',
            'counted' => 'privacy:metadata:counted',
            'attended' => 'privacy:metadata:attended',
            'minutes' => 'privacy:metadata:minutes',
        ], 'privacy:metadata:attendance');
    }

    /**
     * Where something of a user is.
     *
     * @param int $userid
     * @return contextlist
     */
    public static function get_contexts_for_userid(int $userid): contextlist {
        global $DB;
        $sql = "SELECT x.id
                  FROM {context} x
                  JOIN {course_modules} cm ON cm.id = x.instanceid AND x.contextlevel = :level
                  JOIN {modules} m ON m.id = cm.module AND m.name = 'campusmeet'
                  JOIN {campusmeet_attended} a ON a.campusmeetid = cm.instance
                 WHERE a.userid = :userid";
        $contexts = new contextlist();
        $contexts->add_from_sql($sql, ['level' => CONTEXT_MODULE, 'userid' => $userid]);
        $cmids = self::cmids($userid);
        if ($cmids) {
            [$in, $params] = $DB->get_in_or_equal($cmids, SQL_PARAMS_NAMED);
            $sql = "SELECT id FROM {context} WHERE contextlevel = :level AND instanceid $in";
            $contexts->add_from_sql($sql, ['level' => CONTEXT_MODULE] + $params);
        }
        return $contexts;
    }

    /**
     * The activities where Campus Meet keeps something of a user; where it does not answer, all that this may be.
     *
     * @param int $userid
     * @return int[]
     */
    private static function cmids(int $userid): array {
        global $DB;
        try {
            return kept::cmids($userid);
        } catch (problem $problem) {
            $sql = "SELECT cm.id
                      FROM {course_modules} cm
                      JOIN {modules} m ON m.id = cm.module AND m.name = 'campusmeet'
                      JOIN {enrol} e ON e.courseid = cm.course
                      JOIN {user_enrolments} ue ON ue.enrolid = e.id
                     WHERE ue.userid = ?";
            return $DB->get_fieldset_sql($sql, [$userid]);
        }
    }

    /**
     * Of whom something is in a context.
     *
     * @param userlist $userlist
     */
    public static function get_users_in_context(userlist $userlist) {
        $id = self::instance($userlist->get_context());
        if ($id !== null) {
            $sql = 'SELECT userid FROM {campusmeet_attended} WHERE campusmeetid = :id';
            $userlist->add_from_sql('userid', $sql, ['id' => $id]);
            $userlist->add_users(kept::userids($userlist->get_context()->instanceid));
        }
    }

    /**
     * Exports what is kept of a user.
     *
     * @param approved_contextlist $contextlist
     */
    public static function export_user_data(approved_contextlist $contextlist) {
        global $DB;
        $userid = $contextlist->get_user()->id;
        foreach ($contextlist->get_contexts() as $context) {
            $id = self::instance($context);
            $row = $id === null ? false : $DB->get_record('campusmeet_attended', ['campusmeetid' => $id, 'userid' => $userid]);
            if ($row) {
                writer::with_context($context)->export_data([get_string('attendance', 'mod_campusmeet')], (object) [
                    'counted' => (int) $row->counted,
                    'attended' => (int) $row->attended,
                    'minutes' => (int) $row->minutes,
                    'timemodified' => transform::datetime($row->timemodified),
                ]);
            }
            if ($id !== null) {
                self::export_kept($context, (int) $userid);
            }
        }
    }

    /**
     * Exports what Campus Meet keeps; where it does not answer, this is said in its place.
     *
     * @param \context_module $context
     * @param int $userid
     */
    private static function export_kept(\context_module $context, int $userid): void {
        $words = get_string('keptthere', 'mod_campusmeet');
        $writer = writer::with_context($context);
        try {
            foreach (kept::of($context->instanceid, $userid) as $table => $rows) {
                $writer->export_data([$words, $table], (object) ['rows' => $rows]);
            }
        } catch (problem $problem) {
            $writer->export_data([$words], (object) ['problem' => $problem->getMessage()]);
        }
    }

    /**
     * Deletes what is kept of everybody in a context.
     *
     * @param \context $context
     */
    public static function delete_data_for_all_users_in_context(\context $context) {
        global $DB;
        $id = self::instance($context);
        if ($id !== null) {
            $DB->delete_records('campusmeet_attended', ['campusmeetid' => $id]);
            kept::erase($context->instanceid, null);
        }
    }

    /**
     * Deletes what is kept of a user.
     *
     * @param approved_contextlist $contextlist
     */
    public static function delete_data_for_user(approved_contextlist $contextlist) {
        foreach ($contextlist->get_contexts() as $context) {
            self::delete($context, [(int) $contextlist->get_user()->id]);
        }
    }

    /**
     * Deletes what is kept of users in a context.
     *
     * @param approved_userlist $userlist
     */
    public static function delete_data_for_users(approved_userlist $userlist) {
        self::delete($userlist->get_context(), $userlist->get_userids());
    }

    /**
     * Deletes it.
     *
     * @param \context $context
     * @param int[] $userids
     */
    private static function delete(\context $context, array $userids): void {
        global $DB;
        $id = self::instance($context);
        if ($id === null || !$userids) {
            return;
        }
        [$in, $params] = $DB->get_in_or_equal($userids, SQL_PARAMS_NAMED);
        $DB->delete_records_select('campusmeet_attended', "campusmeetid = :id AND userid $in", ['id' => $id] + $params);
        kept::erase($context->instanceid, $userids);
    }

    /**
     * The activity of a context; null for a context of something else.
     *
     * @param \context $context
     * @return int|null
     */
    private static function instance(\context $context): ?int {
        if (!$context instanceof \context_module) {
            return null;
        }
        $cm = get_coursemodule_from_id('campusmeet', $context->instanceid);
        return $cm ? (int) $cm->instance : null;
    }
}
