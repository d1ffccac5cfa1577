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
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

$string['address'] = 'Campus Meet 的地址';
$string['address_help'] = '例如 https://meet.example.edu，由校园信息中心连同连接码一起提供。';
$string['attendance'] = '考勤';
$string['calledthere'] = '在那里它的名称是“{$a}”。';
$string['campusmeet:addinstance'] = '添加新的 Campus Meet 活动';
$string['campusmeet:host'] = '主持会议：发起、预定、准入、会控';
$string['campusmeet:inviteguests'] = '作为主持人：邀请课程以外的人';
$string['campusmeet:join'] = '进入会议';
$string['campusmeet:joinasguest'] = '以访客身份进入会议（在活动允许访客时）';
$string['campusmeet:view'] = '查看活动及其是否正在进行';
$string['campusmeet:viewattendance'] = '作为主持人：查看和更正所有人的考勤';
$string['checkasked'] = '有 {$a} 个会议室将移除大量人员：需先由 Campus Meet 管理员确认（管理 → 同步）。';
$string['checkbrowser'] = '正在等待您的浏览器显示 Campus Meet……';
$string['checkbrowserbad'] = '您的浏览器无法显示 Campus Meet。请确认从这里可以访问其地址，并且没有过滤器阻止它。';
$string['checkbrowsergood'] = '您的浏览器已以您的身份显示 Campus Meet。';
$string['checkclock'] = 'Campus Meet 有应答，但两边时钟相差 {$a} 秒。请让两台服务器通过 NTP 校时。';
$string['checkcron'] = '定时任务（cron）正在运行。';
$string['checkfailed'] = '最近一次成员名单未能送达：{$a}';
$string['checkinsecure'] = '浏览器只向 https 页面提供摄像头和麦克风。请为 Moodle 和 Campus Meet 配置证书。';
$string['checkleft'] = '有 {$a} 个会议室的名单等待发送，将由 cron 完成。';
$string['checknocron'] = 'cron 已有十分钟没有运行：成员变动不会被告知。请每分钟运行一次 admin/cli/cron.php。';
$string['checksecure'] = '两个地址都是安全的，浏览器会提供摄像头和麦克风。';
$string['checksigned'] = 'Campus Meet 接受此 Moodle 签名的内容。';
$string['checktold'] = '所有会议室的名单都已送达。';
$string['classstartedsubject'] = '“{$a->name}”已开始';
$string['classstartedtext'] = '“{$a->name}”（{$a->course}）已开始，主持人：{$a->person}。加入：{$a->url}';
$string['code'] = '一次性连接码';
$string['code_help'] = '由校园信息中心针对此 Moodle 的地址生成：npm run campus -- moodle-connect 加上地址。一小时内有效，只能使用一次。';
$string['completionmeetings'] = '学生必须出席的会议次数：';
$string['completionmeetings_detail'] = '出席 {$a} 次会议';
$string['completionminutes'] = '学生必须参加会议的分钟数：';
$string['completionminutes_detail'] = '参加会议 {$a} 分钟';
$string['connect'] = '连接到 Campus Meet';
$string['connect_desc'] = '粘贴校园信息中心提供的地址和连接码。此 Moodle 会自行生成密钥，无需在任何地方输入密码。';
$string['connectagain'] = '重新连接';
$string['connected'] = '已连接。';
$string['connectedto'] = '此 Moodle 已连接到 {$a}。';
$string['disconnect'] = '断开连接';
$string['disconnected'] = '已断开连接。另一半由校园信息中心删除：npm run campus -- portals remove。';
$string['fails'] = '有问题';
$string['guests'] = '允许访客进入';
$string['guests_help'] = '本课程的访客，以及有账号但未加入课程的人，可以进入面向全课程的会议。他们自报姓名，有等候室时先等候，在会议中只是访客：不在成员名单中，也不计考勤。关闭此项时，正在会议中的访客会离开。';
$string['guestsaway'] = 'Campus Meet 暂时没有应答。请稍后再试。';
$string['guestsjoin'] = '以访客身份加入';
$string['guestsjoin_desc'] = '您正以访客身份浏览本课程。您可以填写姓名，进入正在进行的会议。';
$string['guestsnothing'] = '目前没有会议，也没有预定的会议。请在会议开始时再试。';
$string['join'] = '加入';
$string['keptthere'] = '保存在 Campus Meet';
$string['live'] = '正在进行';
$string['livewith'] = '正在进行 · {$a} 人';
$string['meetingstarts'] = '会议开始';
$string['messageprovider:classstarted'] = '课程会议已开始';
$string['messageprovider:missedcall'] = '未接来电';
$string['missedcallsubject'] = '{$a->person}的未接来电';
$string['missedcalltext'] = '{$a->person}呼叫您加入“{$a->name}”（{$a->when}）。会议进行期间可加入：{$a->url}';
$string['modulename'] = 'Campus Meet';
$string['modulename_help'] = '课程会议，就在课程页面中：发起或预定会议、呼叫成员、共享屏幕。分组、访问限制和角色均沿用 Moodle 的设置。复制活动会得到一个新的会议室。';
$string['modulename_summary'] = '在课程页面中开视频会议：成员、分组和访问限制均沿用课程的设置。';
$string['modulenameplural'] = 'Campus Meet';
$string['needsscript'] = '会议需要启用 JavaScript。';
$string['noguests'] = '此活动的会议面向课程成员。请登录，或向教师索取访客链接。';
$string['nojoin'] = '您无权进入此活动的会议。';
$string['noscale'] = '考勤按分数计算：请选择分数，或不评分。';
$string['notconnected'] = '此 Moodle 尚未连接到 Campus Meet。请管理员前往“网站管理 → 插件 → 活动模块 → Campus Meet”进行连接。';
$string['openmeeting'] = '在浏览器中打开';
$string['pluginadministration'] = 'Campus Meet 管理';
$string['pluginname'] = 'Campus Meet';
$string['privacy:metadata'] = '会告知 Campus Meet 哪些人可以进入活动的会议，以及登录和退出的情况；那里会保存谁参加过会议。所保存的个人内容会随活动一并导出和删除。';
$string['privacy:metadata:attendance'] = 'Campus Meet 提供的出席情况汇总，用于完成情况和成绩';
$string['privacy:metadata:attended'] = '此人出席的会议次数';
$string['privacy:metadata:counted'] = '计入考勤的会议次数';
$string['privacy:metadata:email'] = '电子邮件地址';
$string['privacy:metadata:groups'] = '此人在活动中所属的小组';
$string['privacy:metadata:idnumber'] = '编号';
$string['privacy:metadata:lang'] = '语言';
$string['privacy:metadata:meetings'] = '此人何时在会议中、更正和申诉，以及呼叫';
$string['privacy:metadata:minutes'] = '此人参加会议的分钟数';
$string['privacy:metadata:name'] = '姓名';
$string['privacy:metadata:phone'] = '电话号码';
$string['privacy:metadata:role'] = '此人是否主持会议';
$string['privacy:metadata:suspended'] = '帐号是否被停用';
$string['privacy:metadata:timezone'] = '时区';
$string['privacy:metadata:userid'] = '帐号的编号';
$string['problem:address'] = '地址无效：应以 https:// 开头。';
$string['problem:audience'] = 'Campus Meet 的地址已更改。请重新连接。';
$string['problem:blocked'] = 'Moodle 不被允许访问此地址。请在“网站管理 → 常规 → 安全 → HTTP 安全”中，将其网络移出禁用主机列表，并将其端口加入允许端口列表。';
$string['problem:busy'] = '另一个进程正在发送同一会议室的名单。';
$string['problem:clock'] = 'Moodle 与 Campus Meet 的时钟相差太大。请让两台服务器通过 NTP 校时。';
$string['problem:codeexpired'] = '此连接码已过期。请向校园信息中心索取新的连接码。';
$string['problem:codeunknown'] = 'Campus Meet 无法识别此连接码。请完整地重新复制一次。';
$string['problem:codeused'] = '此连接码已被使用过。请向校园信息中心索取新的连接码。';
$string['problem:maintenance'] = 'Campus Meet 正在维护。请稍后重试。';
$string['problem:name'] = '没有这个名称的服务器。请确认地址与校园信息中心提供的一致。';
$string['problem:noanswer'] = '此地址没有应答。请检查防火墙是否阻止了 Moodle 服务器。';
$string['problem:notcampusmeet'] = '此地址有应答，但不是 Campus Meet。';
$string['problem:notknownthere'] = 'Campus Meet 不认识此 Moodle。请重新连接。';
$string['problem:openssl'] = 'PHP 无法生成密钥。请检查 openssl 扩展。';
$string['problem:othersite'] = '此连接码属于另一个 Moodle。{$a->detail}';
$string['problem:proof'] = 'Campus Meet 无法验证新密钥。请确认地址与用户使用的地址一致。';
$string['problem:refused'] = 'Campus Meet 拒绝了请求（{$a->code}）。{$a->detail}';
$string['problem:signature'] = 'Campus Meet 保存的此 Moodle 密钥不同。请重新连接。';
$string['problem:timeout'] = 'Campus Meet 未在规定时间内应答。';
$string['problem:tls'] = 'Moodle 服务器不信任 Campus Meet 的证书。';
$string['resetrooms'] = '为每个活动分配新的空会议室';
$string['resetrooms_help'] = '上学期的链接、会议号和安排将失效。过去的记录会按照学校的规定保存在 Campus Meet。';
$string['ringer'] = '在所有页面响铃';
$string['ringer_desc'] = '无论已登录的用户位于 Moodle 的哪个页面，都可以被呼叫。页面会先加载完成。';
$string['search:activity'] = 'Campus Meet：活动信息';
$string['send'] = '立即发送全部名单';
$string['sending'] = '下一次 cron 将发送 {$a} 个会议室的名单。';
$string['taskerasekept'] = '删除 Campus Meet 所保存的内容';
$string['taskpullattendance'] = '向 Campus Meet 获取考勤';
$string['taskpullupdates'] = '向 Campus Meet 询问会议计划与通知';
$string['taskpushall'] = '向 Campus Meet 发送所有会议室的名单';
$string['taskpushleft'] = '向 Campus Meet 发送尚未送达的名单';
$string['taskpushroom'] = '向 Campus Meet 发送会议室的名单';
$string['vouchesfor'] = '它可以证明：{$a}。';
$string['vouchesnothing'] = '它只证明自己的帐号。';
$string['works'] = '正常';
