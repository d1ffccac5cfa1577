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
 * Steps and pages of the activity's features.
 *
 * @package    mod_campusmeet
 * @category   test
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

// NOTE: no MOODLE_INTERNAL test here, this file may be required by behat before including /config.php.

require_once(__DIR__ . '/../../../../lib/behat/behat_base.php');

/**
 * Steps and pages of the activity's features.
 *
 * Documented in lib/behat/behat_base.php (4.5).
 *
 * @package    mod_campusmeet
 * @category   test
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class behat_mod_campusmeet extends behat_base {
    /**
     * Connects this Moodle to where nothing answers, so that no feature waits for a network.
     *
     * @Given this Moodle is connected to Campus Meet
     */
    public function this_moodle_is_connected(): void {
        behat_util::get_data_generator()->get_plugin_generator('mod_campusmeet')->connect('https://localhost:1');
    }

    /**
     * Pages without a name of their own: "mod_campusmeet > Connection".
     *
     * @param string $page
     * @return moodle_url
     */
    protected function resolve_page_url(string $page): moodle_url {
        if (strtolower($page) !== 'connection') {
            throw new Exception("Unrecognised page type '{$page}'.");
        }
        return new moodle_url('/mod/campusmeet/connect.php');
    }

    /**
     * Pages of a course: "C1" "mod_campusmeet > Activities".
     *
     * @param string $type
     * @param string $identifier
     * @return moodle_url
     */
    protected function resolve_page_instance_url(string $type, string $identifier): moodle_url {
        global $DB;
        if (strtolower($type) !== 'activities') {
            throw new Exception("Unrecognised page type '{$type}'.");
        }
        $id = $DB->get_field('course', 'id', ['shortname' => $identifier], MUST_EXIST);
        return new moodle_url('/mod/campusmeet/index.php', ['id' => $id]);
    }
}
