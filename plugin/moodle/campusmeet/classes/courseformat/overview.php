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
 * Activities on the overview of a course's activities, which Moodle has from 5.0 on.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\courseformat;

use core_courseformat\local\overview\overviewitem;
use mod_campusmeet\local\live;

/**
 * Says of each activity whether it is live; completion and grades Moodle adds by itself. Moodle 4.5 has no such page, and
 * never loads this class: its parent is not there.
 *
 * Documented in course/format/classes/activityoverviewbase.php and local/overview/overviewitem.php (5.0, 5.1, 5.2).
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class overview extends \core_courseformat\activityoverviewbase {
    /**
     * What is said of an activity beside what Moodle says of each.
     *
     * @return overviewitem[]
     */
    public function get_extra_overview_items(): array {
        return ['live' => new overviewitem(get_string('live', 'mod_campusmeet'), '', live::place($this->cm))];
    }
}
