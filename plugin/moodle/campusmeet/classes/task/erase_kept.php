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
 * Has erased what could not be erased at once.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\task;

/**
 * Tells Campus Meet again whose data are to be erased: it was away, or a meeting ran. Moodle tries it for a day and more.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class erase_kept extends \core\task\adhoc_task {
    /**
     * What the list of tasks calls it.
     *
     * @return string
     */
    public function get_name() {
        return get_string('taskerasekept', 'mod_campusmeet');
    }

    /**
     * Tells it; a problem is thrown, so that the task is done again.
     */
    public function execute() {
        $data = $this->get_custom_data();
        \mod_campusmeet\local\kept::tell_erasure((string) $data->room, $data->users === null ? null : (array) $data->users);
    }
}
