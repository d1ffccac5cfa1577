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
 * Which room an activity has.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * Rooms by course module, and by how often they were reset.
 *
 * @covers \mod_campusmeet\local\room
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
#[\PHPUnit\Framework\Attributes\CoversClass(room::class)]
final class room_test extends \basic_testcase {
    /**
     * Another course module, or a reset, is another room.
     */
    public function test_ids(): void {
        $this->assertSame('cm:33', room::of(33, 1)->id());
        $this->assertSame('cm:33.2', room::of(33, 2)->id());
        $this->assertSame('cm:33', room::of(33, 0)->id());
        $this->assertSame(33, room::cmid('cm:33.2'));
    }
}
