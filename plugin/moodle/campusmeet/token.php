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
 * Gives the page's script a token by which the panel lets its person in: signed for them, good once, for a minute.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

define('AJAX_SCRIPT', true);
define('NO_DEBUG_DISPLAY', true);

require('../../config.php');

use mod_campusmeet\local\access;
use mod_campusmeet\local\connection;
use mod_campusmeet\local\launch;

$cmid = optional_param('cmid', 0, PARAM_INT);
$cm = null;
if ($cmid) {
    [$course, $cm] = get_course_and_cm_from_cmid($cmid, 'campusmeet');
    require_login($course, false, $cm, false, true);
} else {
    require_login(null, false, null, false, true);
}
require_sesskey();
// Whoever waits for an answer must not hold the session: lib/classes/session/manager.php, write_close().
\core\session\manager::write_close();

$connection = connection::current();
if (!$connection || isguestuser()) {
    throw new moodle_exception($connection ? 'noguests' : 'notconnected', 'mod_campusmeet');
}
if ($cm && !access::may_join(context_module::instance($cm->id))) {
    throw new moodle_exception('nojoin', 'mod_campusmeet');
}
header('Content-Type: application/json; charset=utf-8');
header('Cache-Control: no-store');
echo json_encode(['token' => $connection->launch(launch::claims($USER, $cm))]);
