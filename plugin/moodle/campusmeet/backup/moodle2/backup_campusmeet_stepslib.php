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
 * What of an activity is backed up.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

/**
 * The activity's own fields. Its room and its attendance are not among them: a copy is a new room.
 *
 * Documented in backup/moodle2/backup_stepslib.php.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class backup_campusmeet_activity_structure_step extends backup_activity_structure_step {
    /**
     * The structure.
     *
     * @return backup_nested_element
     */
    protected function define_structure() {
        $fields = [
            'name', 'intro', 'introformat', 'grade', 'completionmeetings', 'completionminutes', 'guests', 'timecreated',
            'timemodified',
        ];
        $activity = new backup_nested_element('campusmeet', ['id'], $fields);
        $activity->set_source_table('campusmeet', ['id' => backup::VAR_ACTIVITYID]);
        $activity->annotate_files('mod_campusmeet', 'intro', null);
        return $this->prepare_activity_structure($activity);
    }
}
