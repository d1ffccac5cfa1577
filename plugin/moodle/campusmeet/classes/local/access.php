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
