/** Going on without a window, and when nothing is said, in Simplified Chinese. */
export const background = {
  closing: {
    title: '让 Linkdesk 继续运行吗？',
    text: '只有 Linkdesk 运行时才会续期。没有窗口，它也会继续续期。',
    hint: '此桌面没有可显示它的托盘。再次启动 Linkdesk 可看到窗口，在“设置”中可退出。只询问一次。',
    keep: '继续运行',
    quit: '退出',
  },
  background: {
    title: '后台',
    closing: '关闭窗口时',
    closingHint: '只有 Linkdesk 运行时才会续期，或由下面的定时器续期。',
    closingTray: '留在托盘中',
    closingAsk: '询问',
    closingKeep: '继续运行',
    closingQuit: '退出',
    login: '登录时启动',
    loginHint: '不打开窗口。为关机期间到期的账户续期。',
    timer: '在 Linkdesk 关闭时续期',
    timerHint: '系统定时器每半小时运行一次命令行。',
    broken: '它启动的程序已不存在。请关闭后再打开。',
    quit: '退出 Linkdesk',
    quitHint: '包括没有窗口地运行时。',
  },
  quiet: {
    title: '免打扰时段',
    hint: '这段时间内的事会在之后告知。',
    from: '从',
    until: '到',
  },
} as const;
