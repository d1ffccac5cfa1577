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
 * Tells everything.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\task;

/**
 * Tells of all rooms who may come in, so that Campus Meet compares it with what it has: the net below the events.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class push_all extends \core\task\scheduled_task {
    /**
     * What the list of tasks calls it.
     *
     * @return string
     */
    public function get_name() {
        return get_string('taskpushall', 'mod_campusmeet');
    }

    /**
     * Has all rooms told, those too of which no event was heard.
     */
    public function execute() {
        \mod_campusmeet\local\calendar::forget();
        mtrace(\mod_campusmeet\local\room::changed_everywhere() . ' rooms');
    }
}
