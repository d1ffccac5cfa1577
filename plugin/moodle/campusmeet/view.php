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
 * The page of an activity: the panel, in a page of Moodle's own.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

require('../../config.php');

use mod_campusmeet\local\access;
use mod_campusmeet\local\connection;
use mod_campusmeet\local\facts;
use mod_campusmeet\local\guests;
use mod_campusmeet\local\room;

$id = required_param('id', PARAM_INT);
// Documented in lib/modinfolib.php, get_course_and_cm_from_cmid().
[$course, $cm] = get_course_and_cm_from_cmid($id, 'campusmeet');
require_course_login($course, true, $cm);
$context = context_module::instance($cm->id);
require_capability('mod/campusmeet:view', $context);
$instance = $DB->get_record('campusmeet', ['id' => $cm->instance], '*', MUST_EXIST);

$event = \mod_campusmeet\event\course_module_viewed::create(['context' => $context, 'objectid' => $instance->id]);
$event->add_record_snapshot('course_modules', $cm->get_course_module_record());
$event->add_record_snapshot('course', $course);
$event->add_record_snapshot('campusmeet', $instance);
$event->trigger();
// Documented in lib/completionlib.php, completion_info::set_module_viewed().
(new completion_info($course))->set_module_viewed($cm);

$PAGE->set_url('/mod/campusmeet/view.php', ['id' => $cm->id]);
$PAGE->set_title($course->shortname . ': ' . format_string($instance->name));
$PAGE->set_heading($course->fullname);
$PAGE->add_body_class('limitedwidth');

$connection = connection::current();
echo $OUTPUT->header();
if (!$connection) {
    echo $OUTPUT->notification(get_string('notconnected', 'mod_campusmeet'), 'warning', false);
} else if (guests::may_join($cm)) {
    echo html_writer::tag('p', get_string('guestsjoin_desc', 'mod_campusmeet'));
    $url = new moodle_url('/mod/campusmeet/guest.php', ['id' => $cm->id, 'sesskey' => sesskey()]);
    $primary = ['type' => single_button::BUTTON_PRIMARY];
    echo $OUTPUT->single_button($url, get_string('guestsjoin', 'mod_campusmeet'), 'post', $primary);
} else if (!access::may_join($context)) {
    echo $OUTPUT->notification(get_string(is_guest($context) ? 'noguests' : 'nojoin', 'mod_campusmeet'), 'info', false);
} else {
    echo $OUTPUT->render_from_template('mod_campusmeet/panel', [
        'script' => $connection->script(),
        'course' => room::of((int) $cm->id, (int) $instance->generation)->id(),
        'launch' => (new moodle_url('/mod/campusmeet/token.php', ['cmid' => $cm->id, 'sesskey' => sesskey()]))->out(false),
        'lang' => str_replace('_', '-', current_language()),
        // The template escapes it: format_string() leaves quotes as they are.
        'title' => facts::plain(format_string($instance->name)),
    ]);
}
echo $OUTPUT->footer();
