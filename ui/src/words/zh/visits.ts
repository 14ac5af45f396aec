import type { Translated } from '../translated';
import type { visits as english } from '../en/visits';

export const visits: Translated<typeof english> = {
  visit: {
    title: '打开页面',
    open: { trading: '打开交易页面' },
    page: { trading: '交易页面' },
    other: '打开其页面',
    otherPage: '页面',
    whose: '{{name}}（{{masked}}）的{{page}}通过一次全新的登录打开，该登录只能使用一次，不会保存任何内容。',
    opened: '{{page}}已打开',
    inWindow: '在单独的窗口中，窗口上方注明页面属于谁。关闭它不影响这里的任何内容。',
    inBrowser: '在您的浏览器中。请查看那里的网址。',
    left: '一次性登录还有 {{time}} 有效；页面须在此之前打开。',
    over: '一次性登录已过期。如果页面要求登录，请重新打开。',
    again: '重新打开',
    show: '显示窗口',
    cancelled: '没有打开任何页面。链接保持原样。',
  },
};
