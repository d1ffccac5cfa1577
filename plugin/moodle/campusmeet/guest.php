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
 * Sends a guest of Moodle into the meeting that runs: by a link of their own, which is good once.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

require('../../config.php');

use mod_campusmeet\local\guests;
use mod_campusmeet\local\problem;

$id = required_param('id', PARAM_INT);
[$course, $cm] = get_course_and_cm_from_cmid($id, 'campusmeet');
require_course_login($course, true, $cm);
require_sesskey();
$view = new moodle_url('/mod/campusmeet/view.php', ['id' => $cm->id]);
$PAGE->set_url('/mod/campusmeet/guest.php', ['id' => $cm->id]);
if (!guests::may_join($cm)) {
    redirect($view, get_string('noguests', 'mod_campusmeet'), null, \core\output\notification::NOTIFY_ERROR);
}
try {
    $address = guests::address($cm);
} catch (problem $problem) {
    redirect($view, get_string('guestsaway', 'mod_campusmeet'), null, \core\output\notification::NOTIFY_ERROR);
}
if ($address === null) {
    redirect($view, get_string('guestsnothing', 'mod_campusmeet'), null, \core\output\notification::NOTIFY_INFO);
}
redirect($address);
