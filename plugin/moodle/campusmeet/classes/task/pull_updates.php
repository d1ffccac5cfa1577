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
 * Asks what is new.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\task;

/**
 * Asks Campus Meet what is planned, for the calendar, and what people are to be told.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class pull_updates extends regular_task {
    /**
     * What the list of tasks calls it.
     *
     * @return string
     */
    public function get_name() {
        return get_string('taskpullupdates', 'mod_campusmeet');
    }

    /**
     * Asks. People are told first: that must not wait.
     *
     * @return string
     */
    protected function work(): string {
        return \mod_campusmeet\local\notifications::pull() . ' notifications, ' .
            \mod_campusmeet\local\calendar::pull() . ' events';
    }
}
