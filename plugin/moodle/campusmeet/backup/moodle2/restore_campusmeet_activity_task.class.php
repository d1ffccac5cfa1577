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
 * Restores an activity.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

require_once($CFG->dirroot . '/mod/campusmeet/backup/moodle2/restore_campusmeet_stepslib.php');

/**
 * The steps of a restore. Documented in backup/moodle2/restore_activity_task.class.php.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class restore_campusmeet_activity_task extends restore_activity_task {
    /**
     * There are no settings of its own.
     */
    protected function define_my_settings() {
    }

    /**
     * One step.
     */
    protected function define_my_steps() {
        $this->add_step(new restore_campusmeet_activity_structure_step('campusmeet_structure', 'campusmeet.xml'));
    }

    /**
     * Where links may stand.
     *
     * @return restore_decode_content[]
     */
    public static function define_decode_contents() {
        return [new restore_decode_content('campusmeet', ['intro'], 'campusmeet')];
    }

    /**
     * What becomes of them.
     *
     * @return restore_decode_rule[]
     */
    public static function define_decode_rules() {
        return [
            new restore_decode_rule('CAMPUSMEETVIEWBYID', '/mod/campusmeet/view.php?id=$1', 'course_module'),
            new restore_decode_rule('CAMPUSMEETINDEX', '/mod/campusmeet/index.php?id=$1', 'course'),
        ];
    }

    /**
     * There are no old logs.
     *
     * @return restore_log_rule[]
     */
    public static function define_restore_log_rules() {
        return [];
    }
}
