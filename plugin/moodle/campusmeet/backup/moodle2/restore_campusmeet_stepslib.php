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
 * What of an activity is restored.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

/**
 * The activity's own fields. It has a room of its own from the start, in which nobody has been.
 *
 * Documented in backup/moodle2/restore_stepslib.php.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class restore_campusmeet_activity_structure_step extends restore_activity_structure_step {
    /**
     * The structure.
     *
     * @return restore_path_element[]
     */
    protected function define_structure() {
        $paths = [new restore_path_element('campusmeet', '/activity/campusmeet')];
        return $this->prepare_activity_structure($paths);
    }

    /**
     * One activity.
     *
     * @param array $data
     */
    protected function process_campusmeet($data) {
        global $DB;
        $data = (object) $data;
        $data->course = $this->get_courseid();
        $data->generation = 1;
        $this->apply_activity_instance($DB->insert_record('campusmeet', $data));
    }

    /**
     * Its files.
     */
    protected function after_execute() {
        $this->add_related_files('mod_campusmeet', 'intro', null);
    }
}
