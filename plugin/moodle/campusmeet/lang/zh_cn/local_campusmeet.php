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
 * Chinese words.
 *
 * @package    local_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

$string['pluginname'] = 'Campus Meet：退出登录';
$string['privacy:metadata'] = '用户退出 Moodle 时会通知 Campus Meet，以便关闭其面板。';
$string['privacy:metadata:userid'] = '退出登录的帐号编号。';
$string['url'] = 'Campus Meet 的地址';
$string['url_desc'] = '例如 https://meet.example.edu。用户退出 Moodle 时，会通知工具网址以此开头的外部工具；留空则不通知。';
