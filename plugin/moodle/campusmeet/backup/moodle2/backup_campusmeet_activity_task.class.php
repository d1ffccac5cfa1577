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
 * Backs an activity up.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

require_once($CFG->dirroot . '/mod/campusmeet/backup/moodle2/backup_campusmeet_stepslib.php');

/**
 * The steps of a backup. Documented in backup/moodle2/backup_activity_task.class.php.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class backup_campusmeet_activity_task extends backup_activity_task {
    /**
     * There are no settings of its own.
     */
    protected function define_my_settings() {
    }

    /**
     * One step.
     */
    protected function define_my_steps() {
        $this->add_step(new backup_campusmeet_activity_structure_step('campusmeet_structure', 'campusmeet.xml'));
    }

    /**
     * Links to the activity, so that they are found again where it is restored.
     *
     * @param string $content
     * @return string
     */
    public static function encode_content_links($content) {
        global $CFG;
        $base = preg_quote($CFG->wwwroot . '/mod/campusmeet', '/');
        $content = preg_replace("/($base\/index\.php\?id=)([0-9]+)/", '$@CAMPUSMEETINDEX*$2@$', $content);
        return preg_replace("/($base\/view\.php\?id=)([0-9]+)/", '$@CAMPUSMEETVIEWBYID*$2@$', $content);
    }
}
