import type { Translated } from '../translated';
import type { visits as english } from '../en/visits';

export const visits: Translated<typeof english> = {
  visit: {
    title: '打开页面',
    titleOut: '退出',
    menu: '在 {{provider}} 打开',
    open: { trading: '打开交易页面', signed_in: '打开已登录的 {{provider}}', sign_out: '在所有地方退出 {{provider}}' },
    place: { window: '在单独的窗口中', browser: '在您的浏览器中' },
    page: { trading: '交易页面', signed_in: ' {{provider}} 网站', sign_out: '退出页面' },
    other: '打开其页面',
    otherPage: '页面',
    whose: '{{name}}（{{masked}}）的{{page}}通过一次全新的登录打开，该登录只能使用一次，不会保存任何内容。',
    going: { signed_in: '{{provider}} 正在为您登录', sign_out: '{{provider}} 正在为您退出' },
    goingInWindow: '在它的窗口中。页面返回这里后会自动继续。',
    goingInBrowser: '在您的浏览器中。页面返回这里后会自动继续。',
    waits: 'Linkdesk 还会等待 {{time}}。',
    done: { signed_in: '{{provider}} 已打开并已登录', sign_out: '{{provider}} 的退出页面已完成' },
    givenBack: '用于打开页面的登录没有保存任何内容，此链接保持原样。',
    checked: '按该页面所示，您的浏览器已退出。此链接是否仍然有效，已向服务商核实，结果见状态。',
    opened: '{{page}}已打开',
    inWindow: '在单独的窗口中，窗口上方注明页面属于谁。关闭它不影响这里的任何内容。',
    inBrowser: '在您的浏览器中。请查看那里的网址。',
    left: '一次性登录还有 {{time}} 有效；页面须在此之前打开。',
    over: '一次性登录已过期。如果页面要求登录，请重新打开。',
    again: '重新打开',
    show: '显示窗口',
    answered: '在那里登录的是：{{who}}。',
    cancelled: '没有打开任何页面。链接保持原样。',
    notBack: '页面没有返回这里。没有保存任何内容，链接保持原样。',
  },
};
