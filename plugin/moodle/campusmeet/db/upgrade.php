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
 * Steps from one version of the plugin to the next.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

/**
 * Brings the plugin's tables up to date.
 *
 * Documented in lib/ddl/database_manager.php (4.5, 5.1).
 *
 * @param int $oldversion
 * @return bool
 */
function xmldb_campusmeet_upgrade($oldversion) {
    global $DB;
    $dbman = $DB->get_manager();
    if ($oldversion < 2026113001) {
        // Completion and grades by attendance.
        $table = new xmldb_table('campusmeet');
        foreach (['grade', 'completionmeetings', 'completionminutes'] as $name) {
            $field = new xmldb_field($name, XMLDB_TYPE_INTEGER, '10', null, XMLDB_NOTNULL, null, '0');
            if (!$dbman->field_exists($table, $field)) {
                $dbman->add_field($table, $field);
            }
        }
        $table = new xmldb_table('campusmeet_attended');
        $table->add_field('id', XMLDB_TYPE_INTEGER, '10', null, XMLDB_NOTNULL, XMLDB_SEQUENCE);
        foreach (['campusmeetid', 'userid'] as $name) {
            $table->add_field($name, XMLDB_TYPE_INTEGER, '10', null, XMLDB_NOTNULL);
        }
        foreach (['counted', 'attended', 'minutes', 'timemodified'] as $name) {
            $table->add_field($name, XMLDB_TYPE_INTEGER, '10', null, XMLDB_NOTNULL, null, '0');
        }
        $table->add_key('primary', XMLDB_KEY_PRIMARY, ['id']);
        $table->add_key('activity', XMLDB_KEY_FOREIGN, ['campusmeetid'], 'campusmeet', ['id']);
        $table->add_key('person', XMLDB_KEY_FOREIGN, ['userid'], 'user', ['id']);
        $table->add_index('once', XMLDB_INDEX_UNIQUE, ['campusmeetid', 'userid']);
        if (!$dbman->table_exists($table)) {
            $dbman->create_table($table);
        }
        upgrade_mod_savepoint(true, 2026113001, 'campusmeet');
    }
    if ($oldversion < 2026120105) {
        // Guests of Moodle.
        $table = new xmldb_table('campusmeet');
        $field = new xmldb_field('guests', XMLDB_TYPE_INTEGER, '1', null, XMLDB_NOTNULL, null, '0', 'completionminutes');
        if (!$dbman->field_exists($table, $field)) {
            $dbman->add_field($table, $field);
        }
        upgrade_mod_savepoint(true, 2026120105, 'campusmeet');
    }
    if ($oldversion < 2026120106) {
        // From 5.1 on Moodle lets teachers write names of 1333 characters on the course page, and stores them itself.
        $table = new xmldb_table('campusmeet');
        $field = new xmldb_field('name', XMLDB_TYPE_CHAR, '1333', null, XMLDB_NOTNULL, null, null, 'course');
        $dbman->change_field_precision($table, $field);
        upgrade_mod_savepoint(true, 2026120106, 'campusmeet');
    }
    return true;
}
