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
 * What the plugin listens to.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

// Documented in lib/classes/event/manager.php: observers that are not internal are told after the transaction.
$observers = [
    ['eventname' => '\core\event\user_loggedout', 'callback' => '\mod_campusmeet\local\signing_out::observe'],
];
$incourse = [
    'user_enrolment_created', 'user_enrolment_updated', 'user_enrolment_deleted', 'enrol_instance_updated',
    'enrol_instance_deleted', 'role_assigned', 'role_unassigned', 'group_created', 'group_updated', 'group_deleted',
    'group_member_added', 'group_member_removed', 'grouping_created', 'grouping_updated', 'grouping_deleted',
    'grouping_group_assigned', 'grouping_group_unassigned', 'course_updated', 'course_restored', 'course_module_created',
    'course_module_updated', 'capability_assigned', 'capability_unassigned',
];
foreach ($incourse as $name) {
    $observers[] = [
        'eventname' => '\core\event\\' . $name,
        'callback' => '\mod_campusmeet\local\observer::course_changed',
        'internal' => false,
    ];
}
$observers[] = [
    'eventname' => '\core\event\user_updated',
    'callback' => '\mod_campusmeet\local\observer::user_changed',
    'internal' => false,
];
