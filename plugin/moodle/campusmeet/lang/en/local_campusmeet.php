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
 * English words.
 *
 * @package    local_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

$string['pluginname'] = 'Campus Meet: signing out';
$string['privacy:metadata'] = 'Campus Meet is told when somebody signs out, so that its panels close.';
$string['privacy:metadata:userid'] = 'The id of the account that signed out.';
$string['url'] = 'Address of Campus Meet';
$string['url_desc'] = 'For example https://meet.example.edu. External tools whose tool URL begins with it are told when somebody signs out of Moodle; empty: nobody is.';
