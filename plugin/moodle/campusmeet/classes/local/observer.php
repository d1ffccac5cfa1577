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
 * Hears what changes in Moodle.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * Notes which rooms have changed; telling is a task's.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class observer {
    /**
     * Something that decides who is in a course, or what it is called, has changed.
     *
     * Documented in lib/classes/event/base.php: courseid, contextlevel, contextinstanceid.
     *
     * @param \core\event\base $event
     */
    public static function course_changed(\core\event\base $event): void {
        if (!connection::current()) {
            return;
        }
        if ($event->contextlevel == CONTEXT_COURSECAT) {
            room::changed_below($event->get_context());
            return;
        }
        $iscm = $event instanceof \core\event\course_module_created || $event instanceof \core\event\course_module_updated;
        if ($iscm && ($event->other['modulename'] ?? '') !== 'campusmeet') {
            return;
        }
        $courseid = (int) $event->courseid;
        if ($courseid > SITEID) {
            room::changed_in_course($courseid);
        }
    }

    /**
     * Somebody is called otherwise, or was suspended.
     *
     * @param \core\event\user_updated $event
     */
    public static function user_changed(\core\event\user_updated $event): void {
        room::changed_of_user((int) $event->objectid);
    }
}
