import * as common from './common.ts';

export const devices = {
  devices: {
    microphone: '麦克风',
    camera: '摄像头',
    speaker: '扬声器',
    settings: '设备',
    unnamed: '设备 {number}',
    none: {
      microphone: common.noMicrophoneFound,
      camera: common.noCameraFound,
      speaker: '未找到扬声器',
    },
    starting: '正在启动摄像头……',
    cameraOff: '您的摄像头已关闭',
    level: '麦克风音量',
    test: '测试',
    muted: {
      hint: '您已静音，其他人听不到您说话。',
      hintKey: '您已静音，其他人听不到您说话。请取消静音，或按住空格键发言。',
      talking: '正在发言，松开空格键恢复静音。',
    },
    another: '其他设备',
    replaced: {
      microphone: '麦克风已断开，现在使用：{name}',
      camera: '摄像头已断开，现在使用：{name}',
    },
    join: '加入会议',
    joinWithout: '不使用设备加入',
    ownTab: '在单独的标签页中打开',
    problems: {
      refused: {
        microphone: '麦克风权限被拒绝',
        camera: '摄像头权限被拒绝',
        share: '屏幕共享权限被拒绝',
        way: '请点击浏览器地址栏的摄像头图标允许使用，或在电脑的隐私设置中允许，然后重试。',
      },
      'frame-forbids': {
        microphone: '此页面无法使用麦克风',
        camera: '此页面无法使用摄像头',
        share: '此页面无法共享屏幕',
        way: '外层门户页面没有传递此权限。在单独的标签页中可以正常使用。',
      },
      insecure: {
        microphone: '不安全的连接无法使用麦克风',
        camera: '不安全的连接无法使用摄像头',
        share: '不安全的连接无法共享屏幕',
        way: '浏览器只允许在以 https 开头的地址使用。请告知校园信息中心。',
      },
      busy: {
        microphone: '麦克风正被其他程序占用',
        camera: '摄像头正被其他程序占用',
        share: '无法读取屏幕',
        way: '请关闭正在使用它的其他程序或标签页，然后重试。',
      },
      'not-found': {
        microphone: common.noMicrophoneFound,
        camera: common.noCameraFound,
        share: '未找到屏幕',
        way: '请接入设备或选择其他设备。没有设备也可以参加会议。',
      },
      unsuitable: {
        microphone: '此麦克风不适用',
        camera: '此摄像头不适用',
        share: '此屏幕无法共享',
        way: '请选择其他设备，然后重试。',
      },
      'no-effect': {
        microphone: '无法准备声音',
        camera: '虚拟背景加载失败',
        share: '无法准备共享',
        way: '摄像头保持关闭，以免他人看到您的房间。请在“设备”中选择其他背景，或不使用背景打开摄像头。',
      },
      failed: {
        microphone: '麦克风启动失败',
        camera: '摄像头启动失败',
        share: '屏幕共享启动失败',
        way: '请重新插拔设备或选择其他设备，然后重试。',
      },
    },
  },
};
