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
 * Who may do what in an activity, by Moodle's capabilities.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * Moodle's capabilities as roles of Campus Meet.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class access {
    /** Of separate groups, who may see and host all of them. */
    const ALLGROUPS = 'moodle/site:accessallgroups';
    /** What Campus Meet calls what hosts may do beside hosting. */
    const CAPABILITIES = [
        'mod/campusmeet:inviteguests' => 'invite-guests',
        'mod/campusmeet:viewattendance' => 'view-attendance',
        self::ALLGROUPS => 'all-groups',
    ];

    /**
     * Whether the present user may come into the meetings. Guests have no account by which anybody would know them.
     *
     * @param \context_module $context
     * @return bool
     */
    public static function may_join(\context_module $context): bool {
        return isloggedin() && !isguestuser() && has_capability('mod/campusmeet:join', $context);
    }

    /**
     * What Campus Meet takes somebody for: teachers host, students are members.
     *
     * @param \context_module $context
     * @param int $userid
     * @return string
     */
    public static function role(\context_module $context, int $userid): string {
        return self::named(
            has_capability('mod/campusmeet:host', $context, $userid),
            has_capability('moodle/course:manageactivities', $context, $userid)
        );
    }

    /**
     * What somebody may do beside what the role says, as Campus Meet calls it.
     *
     * Documented in lib/accesslib.php, has_capability().
     *
     * @param \cm_info $cm
     * @param int $userid
     * @return string[]
     */
    public static function capabilities(\cm_info $cm, int $userid): array {
        $context = \context_module::instance($cm->id);
        return self::held(
            fn($capability) => has_capability($capability, $context, $userid),
            self::is_apart($cm)
        );
    }

    /**
     * Whether groups do not see each other in an activity.
     *
     * Documented in lib/grouplib.php, groups_get_activity_groupmode().
     *
     * @param \cm_info $cm
     * @return bool
     */
    public static function is_apart(\cm_info $cm): bool {
        return groups_get_activity_groupmode($cm) == SEPARATEGROUPS;
    }

    /**
     * Those of the capabilities that are held.
     *
     * @param callable $holds whether one is held, by Moodle's name of it
     * @param bool $isapart groups are separate; otherwise everybody has all of them
     * @return string[]
     */
    public static function held(callable $holds, bool $isapart): array {
        return array_values(array_filter(
            self::CAPABILITIES,
            fn($capability) => ($capability === self::ALLGROUPS && !$isapart) || $holds($capability),
            ARRAY_FILTER_USE_KEY
        ));
    }

    /**
     * The role by what somebody may do.
     *
     * @param bool $hosts
     * @param bool $edits
     * @return string
     */
    public static function named(bool $hosts, bool $edits): string {
        if (!$hosts) {
            return 'student';
        }
        return $edits ? 'editing-teacher' : 'teacher';
    }
}
