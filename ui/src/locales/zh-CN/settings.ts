import type { settings as words } from '../en/settings.ts';

/** 个人设置：通知、语言、外观。 */
export const settings: typeof words = {
  settings: {
    title: '设置',
    look: '外观与语言',
    language: '语言',
    languageAuto: '与门户或浏览器一致',
    theme: '配色',
    themes: { auto: '自动', light: '浅色', dark: '深色' },
    notices: '课堂开始时',
    noticesWords: '已打开的页面总会显示。请选择还要通过哪些方式通知您。',
    mail: '邮件',
    mailWords: '发送到您的校园邮箱',
    lms: '教学平台消息',
    lmsWords: '须教学平台支持',
    push: '此浏览器的通知',
    pushWords: '课堂和来电，页面关闭时也会提醒',
    pushMissing: '此浏览器无法显示通知。iPhone 用户请先将页面添加到主屏幕。',
    pushFramed: '浏览器只在独立标签页中询问此权限。',
    pushFramedWay: '在标签页中打开',
    pushRefused: '您已拒绝本站的通知。请在浏览器的网站设置（地址栏左侧图标）中允许，然后返回。',
    calls: '呼叫',
    found: '通讯录',
    hidden: '在通讯录中隐藏我',
    hiddenWords: '管理员和您所在课程的主持人仍可找到您。',
    saved: '已保存。',
  },
};
