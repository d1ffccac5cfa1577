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
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

$string['address'] = 'Address of Campus Meet';
$string['address_help'] = 'For example https://meet.example.edu, as campus IT gave it to you together with the code.';
$string['attendance'] = 'Attendance';
$string['calledthere'] = 'There it is called “{$a}”.';
$string['campusmeet:addinstance'] = 'Add a new Campus Meet activity';
$string['campusmeet:host'] = 'Host meetings: start, plan, let in, moderate';
$string['campusmeet:inviteguests'] = 'As a host: invite people from outside the course';
$string['campusmeet:join'] = 'Come into meetings';
$string['campusmeet:joinasguest'] = 'Come into meetings as a guest, where the activity lets guests in';
$string['campusmeet:view'] = 'See the activity, and that it is live';
$string['campusmeet:viewattendance'] = 'As a host: see and correct everybody\'s attendance';
$string['checkasked'] = 'Of {$a} rooms very many people would go: an administrator of Campus Meet is asked first (Admin → Syncs).';
$string['checkbrowser'] = 'Waiting for your browser to show Campus Meet …';
$string['checkbrowserbad'] = 'Your browser does not show Campus Meet. Is its address reachable from here, and does no filter keep it out of the page?';
$string['checkbrowsergood'] = 'Your browser shows Campus Meet, signed in as you.';
$string['checkclock'] = 'Campus Meet answers, but the clocks differ by {$a} seconds. Have both servers set theirs by NTP.';
$string['checkcron'] = 'Cron runs.';
$string['checkfailed'] = 'The latest list of members did not get through: {$a}';
$string['checkinsecure'] = 'Browsers give camera and microphone to pages of https only. Give Moodle and Campus Meet a certificate.';
$string['checkleft'] = '{$a} rooms wait to be told; cron does it.';
$string['checknocron'] = 'Cron has not run for ten minutes: members who come or go are not told. Run admin/cli/cron.php each minute.';
$string['checksecure'] = 'Both addresses are secure, so that browsers give camera and microphone.';
$string['checksigned'] = 'Campus Meet takes what this Moodle signs.';
$string['checktold'] = 'Every room has been told.';
$string['classstartedsubject'] = '{$a->name} has started';
$string['classstartedtext'] = '“{$a->name}” in {$a->course} has started, hosted by {$a->person}. Join: {$a->url}';
$string['code'] = 'One-time code';
$string['code_help'] = 'Campus IT makes it for the address of this Moodle: npm run campus -- moodle-connect, followed by the address. It is good once, for an hour.';
$string['completionmeetings'] = 'Students must attend so many meetings:';
$string['completionmeetings_detail'] = 'Meetings to attend: {$a}';
$string['completionminutes'] = 'Students must be in meetings for so many minutes:';
$string['completionminutes_detail'] = 'Minutes in meetings: {$a}';
$string['connect'] = 'Connect to Campus Meet';
$string['connect_desc'] = 'Paste the address and the code that campus IT gave you. This Moodle then makes a key of its own; no secret has to be typed anywhere.';
$string['connectagain'] = 'Connect again';
$string['connected'] = 'Connected.';
$string['connectedto'] = 'This Moodle is connected to {$a}.';
$string['disconnect'] = 'Disconnect';
$string['disconnected'] = 'Disconnected. Campus IT removes the other half: npm run campus -- portals remove.';
$string['fails'] = 'Does not work';
$string['guests'] = 'Guests may come in';
$string['guests_help'] = 'Guests of this course, and people with an account who are not enrolled, may come into the meetings that are for the whole course. They give a name, wait in the lobby where there is one, and are guests there: in no list of members, in no attendance. Who is in when this is switched off goes.';
$string['guestsaway'] = 'Campus Meet does not answer just now. Try again in a while.';
$string['guestsjoin'] = 'Join as a guest';
$string['guestsjoin_desc'] = 'You look at this course as a guest. You may come into the meeting that runs, by a name that you give there.';
$string['guestsnothing'] = 'There is no meeting just now, and none is planned. Try again when it begins.';
$string['join'] = 'Join';
$string['keptthere'] = 'At Campus Meet';
$string['live'] = 'Live now';
$string['livewith'] = 'Live now · {$a}';
$string['meetingstarts'] = 'Meeting starts';
$string['messageprovider:classstarted'] = 'A class has started';
$string['messageprovider:missedcall'] = 'Missed call';
$string['missedcallsubject'] = 'Missed call from {$a->person}';
$string['missedcalltext'] = '{$a->person} called you into “{$a->name}” on {$a->when}. Join while it goes on: {$a->url}';
$string['modulename'] = 'Campus Meet';
$string['modulename_help'] = 'Meetings of the course, in the course page: start or plan them, ring people, share screens. Groups, restrictions and roles are those of Moodle. A copy of the activity is a new room.';
$string['modulename_summary'] = 'Meet by video in the course page, with the members, groups and restrictions of the course.';
$string['modulenameplural'] = 'Campus Meet';
$string['needsscript'] = 'Meetings need JavaScript.';
$string['noguests'] = 'Meetings of this activity are for members of the course. Sign in, or ask a teacher for a guest link.';
$string['nojoin'] = 'You may not come into the meetings of this activity.';
$string['noscale'] = 'Attendance gives points: choose points, or no grade.';
$string['notconnected'] = 'This Moodle is not connected to Campus Meet yet. An administrator does it at Site administration → Plugins → Activity modules → Campus Meet.';
$string['openmeeting'] = 'Open in the browser';
$string['pluginadministration'] = 'Campus Meet administration';
$string['pluginname'] = 'Campus Meet';
$string['privacy:metadata'] = 'Campus Meet is told who may come into an activity’s meetings, and who signs in and out; it keeps who was in them. What is kept of a person there is exported and erased with the activity.';
$string['privacy:metadata:attendance'] = 'What somebody’s meetings come to, as Campus Meet tells, for completion and grades';
$string['privacy:metadata:attended'] = 'How many meetings the person attended';
$string['privacy:metadata:counted'] = 'How many meetings count';
$string['privacy:metadata:email'] = 'The mail address';
$string['privacy:metadata:groups'] = 'The groups of the activity that the person is in';
$string['privacy:metadata:idnumber'] = 'The ID number';
$string['privacy:metadata:lang'] = 'The language';
$string['privacy:metadata:meetings'] = 'When the person was in meetings, corrections and objections, and calls';
$string['privacy:metadata:minutes'] = 'How many minutes the person was in meetings';
$string['privacy:metadata:name'] = 'The name';
$string['privacy:metadata:phone'] = 'The telephone number';
$string['privacy:metadata:role'] = 'Whether the person hosts';
$string['privacy:metadata:suspended'] = 'Whether the account is suspended';
$string['privacy:metadata:timezone'] = 'The time zone';
$string['privacy:metadata:userid'] = 'The id of the account';
$string['problem:address'] = 'The address is none: it begins with https://.';
$string['problem:audience'] = 'Campus Meet has another address by now. Connect again.';
$string['problem:blocked'] = 'Moodle may not call this address. At Site administration → General → Security → HTTP security, take its network out of the blocked hosts, and add its port to the allowed ports.';
$string['problem:busy'] = 'Another process tells of the same room just now.';
$string['problem:clock'] = 'The clocks of Moodle and Campus Meet differ too much. Have both servers set theirs by NTP.';
$string['problem:codeexpired'] = 'This code is too old. Ask campus IT for a new one.';
$string['problem:codeunknown'] = 'Campus Meet does not know this code. Copy it once more, all of it.';
$string['problem:codeused'] = 'This code was used already. Ask campus IT for a new one.';
$string['problem:maintenance'] = 'Campus Meet is being maintained. Try again later.';
$string['problem:name'] = 'There is no server of this name. Is the address written as campus IT gave it?';
$string['problem:noanswer'] = 'Nothing answers at this address. Does a firewall keep Moodle’s server from it?';
$string['problem:notcampusmeet'] = 'Something answers at this address, but it is not Campus Meet.';
$string['problem:notknownthere'] = 'Campus Meet does not know this Moodle. Connect again.';
$string['problem:openssl'] = 'PHP could not make a key. Is its openssl extension set up?';
$string['problem:othersite'] = 'The code is for another Moodle. {$a->detail}';
$string['problem:proof'] = 'Campus Meet could not check the new key. Is its address the one that its users have?';
$string['problem:refused'] = 'Campus Meet refused ({$a->code}). {$a->detail}';
$string['problem:signature'] = 'Campus Meet has another key of this Moodle. Connect again.';
$string['problem:timeout'] = 'Campus Meet did not answer in time.';
$string['problem:tls'] = 'The certificate of Campus Meet is not trusted by Moodle’s server.';
$string['resetrooms'] = 'Give each activity a new, empty room';
$string['resetrooms_help'] = 'Links, meeting IDs and plans of the past term end. What happened is kept at Campus Meet for as long as the campus keeps it.';
$string['ringer'] = 'Ring on every page';
$string['ringer_desc'] = 'People who are signed in are rung on whichever page of Moodle they are. The page is loaded first.';
$string['search:activity'] = 'Campus Meet: activity information';
$string['send'] = 'Tell everything now';
$string['sending'] = '{$a} rooms are told by the next cron.';
$string['taskerasekept'] = 'Have erased what Campus Meet keeps';
$string['taskpullattendance'] = 'Ask Campus Meet for attendance';
$string['taskpullupdates'] = 'Ask Campus Meet what is planned and what to tell';
$string['taskpushall'] = 'Tell Campus Meet of all rooms';
$string['taskpushleft'] = 'Tell Campus Meet what is left';
$string['taskpushroom'] = 'Tell Campus Meet of a room';
$string['vouchesfor'] = 'It vouches for: {$a}.';
$string['vouchesnothing'] = 'It vouches for nothing but its own accounts.';
$string['works'] = 'Works';
