/** A provider's own page, opened for a linked account. Pages by their names in the core. */
export const visits = {
  visit: {
    title: 'Open a page',
    open: { trading: 'Open trading page' },
    page: { trading: 'The trading page' },
    other: 'Open its page',
    otherPage: 'The page',
    whose: '{{page}} of {{name}} ({{masked}}) opens by a fresh sign-in that works once. Nothing of it is kept.',
    opened: '{{page}} is open',
    inWindow: 'In a window of its own, whose bar says whose page it is. Closing it ends nothing here.',
    inBrowser: 'In your browser. Look at the address there.',
    left: 'Its one-time sign-in holds for another {{time}}; by then the page must have come.',
    over: 'Its one-time sign-in is over. If the page wants you to sign in, open it again.',
    again: 'Open again',
    show: 'Show window',
    cancelled: 'No page was opened. The link is as it was before.',
  },
} as const;
