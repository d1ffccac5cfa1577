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
 * Connects this Moodle to Campus Meet, tests the connection and says what is wrong.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

require('../../config.php');
require_once($CFG->libdir . '/adminlib.php');

use mod_campusmeet\form\connect_form;
use mod_campusmeet\local\checks;
use mod_campusmeet\local\connecting;
use mod_campusmeet\local\connection;
use mod_campusmeet\local\problem;
use mod_campusmeet\local\room;

// Asks for moodle/site:config: lib/adminlib.php, admin_externalpage_setup().
admin_externalpage_setup('mod_campusmeet_connect');
$url = new moodle_url('/mod/campusmeet/connect.php');
$action = optional_param('action', '', PARAM_ALPHA);

if ($action !== '') {
    require_sesskey();
    if ($action === 'disconnect') {
        connection::forget();
        redirect($url, get_string('disconnected', 'mod_campusmeet'));
    } else if ($action === 'send') {
        $count = room::changed_everywhere();
        redirect($url, get_string('sending', 'mod_campusmeet', $count));
    }
}

$form = new connect_form($url->out(false));
$problem = null;
if ($data = $form->get_data()) {
    try {
        connecting::connect($data->address, $data->code);
        room::changed_everywhere();
        redirect($url, get_string('connected', 'mod_campusmeet'), null, \core\output\notification::NOTIFY_SUCCESS);
    } catch (problem $wrong) {
        $problem = $wrong;
    }
}

echo $OUTPUT->header();
echo $OUTPUT->heading(get_string('connect', 'mod_campusmeet'));
if ($problem) {
    echo $OUTPUT->notification(s($problem->getMessage()), 'error', false);
}
$connection = connection::current();
if ($connection) {
    $button = fn(string $action) => new single_button(
        new moodle_url($url, ['action' => $action, 'sesskey' => sesskey()]),
        get_string($action, 'mod_campusmeet')
    );
    echo $OUTPUT->render_from_template('mod_campusmeet/connection', checks::run($connection) + [
        'send' => $OUTPUT->render($button('send')),
        'disconnect' => $OUTPUT->render($button('disconnect')),
        'script' => $connection->script(),
        'launch' => (new moodle_url('/mod/campusmeet/token.php', ['sesskey' => sesskey()]))->out(false),
    ]);
    echo $OUTPUT->heading(get_string('connectagain', 'mod_campusmeet'), 3);
} else {
    echo html_writer::tag('p', get_string('connect_desc', 'mod_campusmeet'));
}
$form->display();
echo $OUTPUT->footer();
