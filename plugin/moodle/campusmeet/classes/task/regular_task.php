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
 * Something that is done again and again with Campus Meet.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\task;

/**
 * A task that fails goes on at its usual times.
 *
 * Moodle waits longer after each failure that a scheduled task throws, up to a day (lib/classes/task/manager.php,
 * scheduled_task_failed()): after a night without Campus Meet nothing would be asked or told for hours. So a problem is
 * printed into the task's log, and shown by the connection's page.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
abstract class regular_task extends \core\task\scheduled_task {
    /**
     * Does what there is to do, or throws a problem.
     *
     * @return string what was done, for the log
     */
    abstract protected function work(): string;

    /**
     * Does it.
     */
    public function execute() {
        try {
            mtrace($this->work());
        } catch (\mod_campusmeet\local\problem $problem) {
            mtrace($problem->getMessage());
        }
    }
}
