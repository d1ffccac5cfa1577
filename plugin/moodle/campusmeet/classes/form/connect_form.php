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
 * The form in which the address and the code are pasted.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\form;

defined('MOODLE_INTERNAL') || die();

require_once($CFG->libdir . '/formslib.php');

/**
 * Address and one-time code. Documented in lib/formslib.php.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class connect_form extends \moodleform {
    /**
     * The fields.
     */
    protected function definition() {
        $mform = $this->_form;
        $fields = ['address' => ['size' => 50, 'placeholder' => 'https://meet.example.edu'], 'code' => ['size' => 50]];
        foreach ($fields as $name => $attributes) {
            $mform->addElement('text', $name, get_string($name, 'mod_campusmeet'), $attributes + ['autocomplete' => 'off']);
            $mform->setType($name, PARAM_RAW_TRIMMED);
            $mform->addRule($name, null, 'required', null, 'client');
            $mform->addHelpButton($name, $name, 'mod_campusmeet');
        }
        $mform->setDefault('address', (string) get_config('mod_campusmeet', 'address'));
        $this->add_action_buttons(false, get_string('connect', 'mod_campusmeet'));
    }
}
