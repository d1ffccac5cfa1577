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
 * What Moodle calls of the activity.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

use mod_campusmeet\local\attendance;
use mod_campusmeet\local\calendar;
use mod_campusmeet\local\live;
use mod_campusmeet\local\room;

/**
 * What the activity can.
 *
 * Documented in course/lib.php and lib/moodlelib.php, plugin_supports() (4.5, 5.1).
 *
 * @param string $feature one of the FEATURE_ constants
 * @return mixed true or false, a purpose, or null for what is not known here
 */
function campusmeet_supports($feature) {
    return match ($feature) {
        FEATURE_MOD_ARCHETYPE => MOD_ARCHETYPE_OTHER,
        FEATURE_MOD_PURPOSE => MOD_PURPOSE_COMMUNICATION,
        FEATURE_GROUPS, FEATURE_GROUPINGS, FEATURE_MOD_INTRO, FEATURE_SHOW_DESCRIPTION,
        FEATURE_COMPLETION_TRACKS_VIEWS, FEATURE_COMPLETION_HAS_RULES, FEATURE_GRADE_HAS_GRADE,
        FEATURE_BACKUP_MOODLE2 => true,
        FEATURE_GRADE_OUTCOMES => false,
        default => null,
    };
}

/**
 * What else of Moodle's capabilities decides here, so that an activity's page of permissions shows it.
 *
 * Documented in lib/classes/context/module.php, get_capabilities() (4.5, 5.1).
 *
 * @return string[]
 */
function campusmeet_get_extra_capabilities() {
    return [\mod_campusmeet\local\access::ALLGROUPS];
}

/**
 * Adds an activity.
 *
 * Who may come in is told to Campus Meet by the event of the new course module (classes/local/observer.php).
 *
 * @param stdClass $data of the form
 * @param mod_campusmeet_mod_form|null $form
 * @return int the id of the instance
 */
function campusmeet_add_instance($data, $form = null) {
    global $DB;
    $data->timecreated = time();
    $data->timemodified = $data->timecreated;
    $data->generation = 1;
    $data->guests = (int) !empty($data->guests);
    $data->id = $DB->insert_record('campusmeet', $data);
    campusmeet_grade_item_update($data);
    return $data->id;
}

/**
 * Changes an activity.
 *
 * @param stdClass $data of the form
 * @param mod_campusmeet_mod_form|null $form
 * @return bool
 */
function campusmeet_update_instance($data, $form = null) {
    global $DB;
    $data->id = $data->instance;
    $data->timemodified = time();
    unset($data->generation);
    $DB->update_record('campusmeet', $data);
    campusmeet_update_grades($DB->get_record('campusmeet', ['id' => $data->id], '*', MUST_EXIST));
    return true;
}

/**
 * Deletes an activity: by itself, or with its course. Campus Meet is told that the room is no more.
 *
 * @param int $id of the instance
 * @return bool
 */
function campusmeet_delete_instance($id) {
    global $DB;
    $instance = $DB->get_record('campusmeet', ['id' => $id]);
    if (!$instance) {
        return false;
    }
    // The course module is still there and is deleted afterwards: by course/lib.php, course_delete_module(), and from 5.2 on
    // by course/format/classes/local/cmactions.php, delete().
    $cm = get_coursemodule_from_instance('campusmeet', $id);
    if ($cm) {
        room::of((int) $cm->id, (int) $instance->generation)->retire();
    }
    campusmeet_grade_item_delete($instance);
    $DB->delete_records('campusmeet_attended', ['campusmeetid' => $id]);
    $DB->delete_records('campusmeet', ['id' => $id]);
    return true;
}

/**
 * What the course page knows of the activity without asking again.
 *
 * Documented in course/lib.php, get_array_of_activities(), and course/classes/… cached_cm_info.
 *
 * @param stdClass $coursemodule
 * @return cached_cm_info|null
 */
function campusmeet_get_coursemodule_info($coursemodule) {
    global $DB;
    $fields = 'id, name, intro, introformat, generation, completionmeetings, completionminutes';
    $instance = $DB->get_record('campusmeet', ['id' => $coursemodule->instance], $fields);
    if (!$instance) {
        return null;
    }
    $info = new cached_cm_info();
    $info->name = $instance->name;
    $info->customdata = ['generation' => (int) $instance->generation];
    // Documented in completion/classes/cm_completion_details.php: the rules of an activity.
    if ($coursemodule->completion == COMPLETION_TRACKING_AUTOMATIC) {
        foreach (\mod_campusmeet\completion\custom_completion::get_defined_custom_rules() as $rule) {
            $info->customdata['customcompletionrules'][$rule] = (int) $instance->$rule;
        }
    }
    if ($coursemodule->showdescription) {
        $info->content = format_module_intro('campusmeet', $instance, $coursemodule->id, false);
    }
    return $info;
}

/**
 * Marks the activity on the course page: live now, and how many are in.
 *
 * Nothing is fetched while a page is made: shown is what is known, and the page's script looks again after it is
 * loaded (js/page.js). Documented in lib/modinfolib.php, cm_info::obtain_view_data().
 *
 * @param cm_info $cm
 */
function campusmeet_cm_info_view(cm_info $cm) {
    if ($cm->uservisible) {
        $cm->set_after_link(live::mark($cm));
    }
}

/**
 * What the form of a course's reset offers.
 *
 * Documented in course/reset_form.php and lib/moodlelib.php, reset_course_userdata().
 *
 * @param MoodleQuickForm $mform
 */
function campusmeet_reset_course_form_definition($mform) {
    $mform->addElement('header', 'campusmeetheader', get_string('modulenameplural', 'mod_campusmeet'));
    $mform->addElement('advcheckbox', 'reset_campusmeet_rooms', get_string('resetrooms', 'mod_campusmeet'));
    $mform->addHelpButton('reset_campusmeet_rooms', 'resetrooms', 'mod_campusmeet');
}

/**
 * What is chosen there unless somebody chooses otherwise.
 *
 * @param stdClass $course
 * @return array
 */
function campusmeet_reset_course_form_defaults($course) {
    return ['reset_campusmeet_rooms' => 1];
}

/**
 * Resets the activities of a course: each gets a new, empty room.
 *
 * @param stdClass $data of the form
 * @return array what was done
 */
function campusmeet_reset_userdata($data) {
    if (empty($data->reset_campusmeet_rooms)) {
        return [];
    }
    room::renew_in_course((int) $data->courseid);
    attendance::forget_in_course((int) $data->courseid);
    campusmeet_reset_gradebook((int) $data->courseid);
    return [[
        'component' => get_string('modulenameplural', 'mod_campusmeet'),
        'item' => get_string('resetrooms', 'mod_campusmeet'),
        'error' => false,
    ]];
}

/**
 * The activity's item of the gradebook: points, or none.
 *
 * Documented in lib/gradelib.php, grade_update() (4.5, 5.1).
 *
 * @param stdClass $instance
 * @param mixed $grades by user, or 'reset', or null
 * @return int
 */
function campusmeet_grade_item_update($instance, $grades = null) {
    global $CFG;
    require_once($CFG->libdir . '/gradelib.php');
    $points = (int) ($instance->grade ?? 0);
    // Names of activities may be longer than those of grade items (lib/db/install.xml, table grade_items).
    $name = core_text::substr(clean_param($instance->name, PARAM_NOTAGS), 0, 255);
    $item = ['itemname' => $name, 'gradetype' => GRADE_TYPE_NONE];
    if (isset($instance->cmidnumber)) {
        $item['idnumber'] = $instance->cmidnumber;
    }
    if ($points > 0) {
        $item = ['gradetype' => GRADE_TYPE_VALUE, 'grademax' => $points, 'grademin' => 0] + $item;
    }
    if ($grades === 'reset') {
        $item['reset'] = true;
        $grades = null;
    }
    return grade_update('mod/campusmeet', $instance->course, 'mod', 'campusmeet', $instance->id, 0, $grades, $item);
}

/**
 * Takes the item out of the gradebook.
 *
 * @param stdClass $instance
 * @return int
 */
function campusmeet_grade_item_delete($instance) {
    global $CFG;
    require_once($CFG->libdir . '/gradelib.php');
    $deleted = ['deleted' => 1];
    return grade_update('mod/campusmeet', $instance->course, 'mod', 'campusmeet', $instance->id, 0, null, $deleted);
}

/**
 * Brings grades up to date: the share of the meetings that somebody attended, of those that count.
 *
 * @param stdClass $instance
 * @param int $userid of one, or 0 for all
 */
function campusmeet_update_grades($instance, $userid = 0) {
    campusmeet_grade_item_update($instance, attendance::grades($instance, (int) $userid) ?: null);
}

/**
 * Takes all grades of a course's activities back.
 *
 * @param int $courseid
 */
function campusmeet_reset_gradebook($courseid) {
    global $DB;
    foreach ($DB->get_records('campusmeet', ['course' => $courseid]) as $instance) {
        campusmeet_grade_item_update($instance, 'reset');
    }
}

/**
 * What the timeline and the calendar offer at a planned meeting.
 *
 * Documented in calendar/classes/local/event/container.php (4.5): for whom, or for the present user.
 *
 * @param calendar_event $event
 * @param \core_calendar\action_factory $factory
 * @param int $userid
 * @return \core_calendar\local\event\entities\action_interface|null
 */
function mod_campusmeet_core_calendar_provide_event_action(
    calendar_event $event,
    \core_calendar\action_factory $factory,
    int $userid = 0
) {
    $modinfo = get_fast_modinfo($event->courseid, $userid);
    $cm = $modinfo->instances['campusmeet'][$event->instance] ?? null;
    return $cm ? calendar::action($event, $factory, $cm) : null;
}

/**
 * What the timeline says below the name of the activity at a planned meeting.
 *
 * Documented in calendar/classes/external/event_exporter_base.php (4.5): without it, that the activity requires action.
 *
 * @param string $eventtype
 * @return string
 */
function mod_campusmeet_core_calendar_get_event_action_string(string $eventtype): string {
    return $eventtype === calendar::TYPE
        ? get_string('meetingstarts', 'mod_campusmeet')
        : get_string('requiresaction', 'calendar', get_string('modulename', 'mod_campusmeet'));
}

/**
 * Whether a planned meeting is shown in somebody's calendar: where the activity is.
 *
 * Documented in calendar/classes/local/event/container.php (4.5).
 *
 * @param calendar_event $event
 * @param int $userid
 * @return bool
 */
function mod_campusmeet_core_calendar_is_event_visible(calendar_event $event, int $userid = 0) {
    $cm = get_fast_modinfo($event->courseid, $userid)->instances['campusmeet'][$event->instance] ?? null;
    return $cm !== null && $cm->uservisible;
}

/**
 * Has the events of planned meetings made anew, with the next cron.
 *
 * Documented in course/lib.php, course_module_update_calendar_events() (4.5).
 *
 * @param int|stdClass $courseid
 * @param int|stdClass|null $instance
 * @param stdClass|null $cm
 * @return bool
 */
function campusmeet_refresh_events($courseid = 0, $instance = null, $cm = null) {
    calendar::forget();
    return true;
}
