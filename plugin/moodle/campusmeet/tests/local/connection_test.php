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

namespace mod_campusmeet\local;

/**
 * Whether there is a connection.
 *
 * @group mod_campusmeet_core
 * @covers \mod_campusmeet\local\connection
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
#[\PHPUnit\Framework\Attributes\Group('mod_campusmeet_core')]
#[\PHPUnit\Framework\Attributes\CoversClass(connection::class)]
final class connection_test extends \advanced_testcase {
    /**
     * A part of a connection is none: nothing could be signed, or for nobody.
     */
    public function test_a_part(): void {
        $this->resetAfterTest();
        $this->assertNull(connection::current());
        $this->getDataGenerator()->get_plugin_generator('mod_campusmeet')->connect('https://localhost:1');
        $this->assertSame('https://localhost:1', connection::current()->address());
        foreach (connection::NEEDED as $name) {
            $value = get_config('mod_campusmeet', $name);
            set_config($name, '', 'mod_campusmeet');
            $this->assertNull(connection::current(), $name);
            set_config($name, $value, 'mod_campusmeet');
        }
        connection::forget();
        $this->assertNull(connection::current());
    }
}
