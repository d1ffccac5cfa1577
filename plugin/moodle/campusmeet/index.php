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
 * All activities of a course.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

require('../../config.php');

use mod_campusmeet\local\live;

$id = required_param('id', PARAM_INT);
// From 5.0 on Moodle has a page of its own for all activities of a course, to which classes/courseformat/overview.php adds
// ours. Documented in course/format/classes/activityoverviewbase.php (5.0, 5.1, 5.2).
if (method_exists('\core_courseformat\activityoverviewbase', 'redirect_to_overview_page')) {
    \core_courseformat\activityoverviewbase::redirect_to_overview_page($id, 'campusmeet');
}
$course = get_course($id);
require_course_login($course);

$event = \mod_campusmeet\event\course_module_instance_list_viewed::create(['context' => context_course::instance($course->id)]);
$event->add_record_snapshot('course', $course);
$event->trigger();

$plural = get_string('modulenameplural', 'mod_campusmeet');
$PAGE->set_url('/mod/campusmeet/index.php', ['id' => $course->id]);
$PAGE->set_title($course->shortname . ': ' . $plural);
$PAGE->set_heading($course->fullname);
$PAGE->navbar->add($plural);

echo $OUTPUT->header();
$table = new html_table();
$table->attributes['class'] = 'generaltable mod_index';
$table->head = [get_string('name'), get_string('live', 'mod_campusmeet')];
// Documented in course/lib.php, get_all_instances_in_course(): only what the reader may see.
foreach (get_all_instances_in_course('campusmeet', $course) as $instance) {
    $cm = get_fast_modinfo($course)->get_cm($instance->coursemodule);
    $link = html_writer::link($cm->url, $cm->get_formatted_name(), $cm->visible ? [] : ['class' => 'dimmed']);
    $table->data[] = [$link, live::place($cm)];
}
if (!$table->data) {
    notice(get_string('thereareno', 'moodle', $plural), new moodle_url('/course/view.php', ['id' => $course->id]));
}
echo html_writer::table($table);
echo $OUTPUT->footer();
