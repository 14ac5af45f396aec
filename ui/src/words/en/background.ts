/** Going on without a window, and when nothing is said, in English. */
export const background = {
  closing: {
    title: 'Keep Linkdesk running?',
    text: 'Links are renewed only while Linkdesk runs. Without its window it goes on renewing them.',
    hint: 'This desktop has no tray to show it in. Start Linkdesk again to see its window, and quit it under Settings. You are asked only once.',
    keep: 'Keep running',
    quit: 'Quit',
  },
  background: {
    title: 'In the background',
    closing: 'Closing the window',
    closingHint: 'Links are renewed only while Linkdesk runs, or by the timer below.',
    closingTray: 'Keep in the tray',
    closingAsk: 'Ask',
    closingKeep: 'Keep running',
    closingQuit: 'Quit',
    login: 'Start at login',
    loginHint: 'Without a window. Renews what came due while the computer was off.',
    timer: 'Renew while Linkdesk is closed',
    timerHint: 'A timer of your system runs the command line every half an hour.',
    broken: 'It starts a program that is no longer there. Turn it off and on again.',
    quit: 'Quit Linkdesk',
    quitHint: 'Also where it runs without a window.',
  },
  quiet: {
    title: 'Quiet hours',
    hint: 'What comes up in these hours is said afterwards.',
    from: 'From',
    until: 'Until',
  },
} as const;
