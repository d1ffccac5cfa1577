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
 * What features may say that there is.
 *
 * @package    mod_campusmeet
 * @category   test
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

/**
 * Tables of features, made by the generator of the activity.
 *
 * Documented in lib/behat/classes/behat_generator_base.php (4.5).
 *
 * @package    mod_campusmeet
 * @category   test
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class behat_mod_campusmeet_generator extends behat_generator_base {
    /**
     * What can be made. An activity is named by its ID number.
     *
     * @return array
     */
    protected function get_creatable_entities(): array {
        $activity = ['activity' => 'cmid'];
        $person = $activity + ['user' => 'userid'];
        return [
            'planned meetings' => [
                'singular' => 'planned meeting',
                'datagenerator' => 'planned_meeting',
                'required' => ['activity', 'timestart'],
                'switchids' => $activity + ['group' => 'groupid'],
            ],
            'attendance' => [
                'singular' => 'attendance of one',
                'datagenerator' => 'attended',
                'required' => ['activity', 'user', 'counted', 'attended', 'minutes'],
                'switchids' => $person,
            ],
            'live meetings' => [
                'singular' => 'live meeting',
                'datagenerator' => 'live_meeting',
                'required' => ['activity', 'present'],
                'switchids' => $activity,
            ],
            'started classes' => [
                'singular' => 'started class',
                'datagenerator' => 'started_class',
                'required' => ['activity', 'user', 'host'],
                'switchids' => $person,
            ],
        ];
    }
}
