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
 * Tells what is left.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\task;

/**
 * Tells what changed while it was being told, and what failed. Moodle tries an adhoc task again after a minute, then after
 * two, four, and so on, twelve times, and takes no other like it meanwhile: when Campus Meet is back after a night, that
 * would be hours later (lib/classes/task/manager.php, adhoc_task_failed() and queue_adhoc_task()).
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class push_left extends regular_task {
    /**
     * What the list of tasks calls it.
     *
     * @return string
     */
    public function get_name() {
        return get_string('taskpushleft', 'mod_campusmeet');
    }

    /**
     * Tells it.
     *
     * @return string
     */
    protected function work(): string {
        return \mod_campusmeet\local\pushing::push_left() . ' rooms';
    }
}
