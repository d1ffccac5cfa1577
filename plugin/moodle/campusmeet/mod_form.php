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
 * The form of an activity.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

use mod_campusmeet\local\guests;

require_once($CFG->dirroot . '/course/moodleform_mod.php');

/**
 * The form in which a teacher adds or changes an activity. Times, lobby, guests and so on are set in the panel itself.
 *
 * Documented in course/moodleform_mod.php (4.5, 5.1).
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class mod_campusmeet_mod_form extends moodleform_mod {
    /**
     * The fields.
     */
    public function definition() {
        global $CFG;
        $mform = $this->_form;
        // As many as the course page takes: course/format/classes/local/cmactions.php, rename() (4.5, 5.1).
        $most = (int) $CFG->branch >= 501 ? 1333 : 255;
        $mform->addElement('header', 'general', get_string('general', 'form'));
        $mform->addElement('text', 'name', get_string('name'), ['size' => '64']);
        $mform->setType('name', PARAM_TEXT);
        $mform->setDefault('name', get_string('modulename', 'mod_campusmeet'));
        $mform->addRule('name', null, 'required', null, 'client');
        $mform->addRule('name', get_string('maximumchars', '', $most), 'maxlength', $most, 'client');
        $this->standard_intro_elements();
        if (!\mod_campusmeet\local\connection::current()) {
            $mform->addElement('static', 'notconnected', '', get_string('notconnected', 'mod_campusmeet'));
        }
        $this->add_guests();
        $this->standard_grading_coursemodule_elements();
        // Not graded unless a teacher says so.
        $mform->setDefault('grade', 0);
        $this->standard_coursemodule_elements();
        $this->add_action_buttons();
    }

    /**
     * Whether guests may come in: asked where the course has guests, and of those who may invite people from outside.
     * Elsewhere it stays as it is. In a new activity Moodle asks what its author may do in the course.
     */
    private function add_guests() {
        if (!guests::course_has_any((int) $this->get_course()->id)) {
            return;
        }
        if (!has_capability('mod/campusmeet:inviteguests', $this->context)) {
            return;
        }
        $this->_form->addElement('advcheckbox', 'guests', get_string('guests', 'mod_campusmeet'));
        $this->_form->addHelpButton('guests', 'guests', 'mod_campusmeet');
        $this->_form->setDefault('guests', 0);
    }

    /**
     * Rules of completion: so many meetings, or so many minutes.
     *
     * Documented in completion/classes/form/form_trait.php: since 4.3 names have a suffix.
     *
     * @return string[] names of the elements
     */
    public function add_completion_rules() {
        $mform = $this->_form;
        $suffix = $this->get_suffix();
        $names = [];
        foreach (\mod_campusmeet\completion\custom_completion::get_defined_custom_rules() as $rule) {
            $group = [
                $mform->createElement('checkbox', $rule . 'enabled' . $suffix, '', get_string($rule, 'mod_campusmeet')),
                $mform->createElement('text', $rule . $suffix, '', ['size' => 4]),
            ];
            $mform->setType($rule . $suffix, PARAM_INT);
            $mform->addGroup($group, $rule . 'group' . $suffix, '', ' ', false);
            $mform->hideIf($rule . $suffix, $rule . 'enabled' . $suffix, 'notchecked');
            $names[] = $rule . 'group' . $suffix;
        }
        return $names;
    }

    /**
     * Whether one of them is chosen.
     *
     * @param array $data
     * @return bool
     */
    public function completion_rule_enabled($data) {
        $suffix = $this->get_suffix();
        foreach (\mod_campusmeet\completion\custom_completion::get_defined_custom_rules() as $rule) {
            if (!empty($data[$rule . 'enabled' . $suffix]) && !empty($data[$rule . $suffix])) {
                return true;
            }
        }
        return false;
    }

    /**
     * What is stored, as the form shows it.
     *
     * @param array $values
     */
    public function data_preprocessing(&$values) {
        parent::data_preprocessing($values);
        $suffix = $this->get_suffix();
        foreach (\mod_campusmeet\completion\custom_completion::get_defined_custom_rules() as $rule) {
            $values[$rule . 'enabled' . $suffix] = empty($values[$rule . $suffix]) ? 0 : 1;
            $values[$rule . $suffix] = $values[$rule . $suffix] ?? 1;
            if (empty($values[$rule . $suffix])) {
                $values[$rule . $suffix] = 1;
            }
        }
    }

    /**
     * What the form has, as it is stored: 0 for a rule that is not chosen.
     *
     * @param stdClass $data
     */
    public function data_postprocessing($data) {
        parent::data_postprocessing($data);
        if (empty($data->completionunlocked)) {
            return;
        }
        $suffix = $this->get_suffix();
        $automatic = ($data->{'completion' . $suffix} ?? 0) == COMPLETION_TRACKING_AUTOMATIC;
        foreach (\mod_campusmeet\completion\custom_completion::get_defined_custom_rules() as $rule) {
            if (!$automatic || empty($data->{$rule . 'enabled' . $suffix})) {
                $data->{$rule . $suffix} = 0;
            }
        }
    }

    /**
     * Attendance gives points; a scale says nothing of shares.
     *
     * @param array $data
     * @param array $files
     * @return string[]
     */
    public function validation($data, $files) {
        $errors = parent::validation($data, $files);
        if ((int) ($data['grade'] ?? 0) < 0) {
            $errors['grade'] = get_string('noscale', 'mod_campusmeet');
        }
        return $errors;
    }
}
