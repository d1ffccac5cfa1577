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
 * Where an administrator connects this Moodle to Campus Meet.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

if ($hassiteconfig) {
    $connection = \mod_campusmeet\local\connection::current();
    $status = $connection
        ? get_string('connectedto', 'mod_campusmeet', s($connection->address()))
        : get_string('notconnected', 'mod_campusmeet');
    $link = html_writer::link(
        new moodle_url('/mod/campusmeet/connect.php'),
        get_string('connect', 'mod_campusmeet'),
        ['class' => 'btn btn-primary']
    );
    // Documented in lib/adminlib.php, admin_setting_heading and admin_externalpage.
    $settings->add(new admin_setting_heading('mod_campusmeet/connection', '', $status . html_writer::div($link, 'mt-3')));
    $settings->add(new admin_setting_configcheckbox(
        'mod_campusmeet/ringer',
        get_string('ringer', 'mod_campusmeet'),
        get_string('ringer_desc', 'mod_campusmeet'),
        1
    ));
    $ADMIN->add('modsettings', new admin_externalpage(
        'mod_campusmeet_connect',
        get_string('connect', 'mod_campusmeet'),
        new moodle_url('/mod/campusmeet/connect.php'),
        'moodle/site:config',
        true
    ));
}
