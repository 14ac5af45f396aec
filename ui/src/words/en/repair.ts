/** Repair tickets: made on the desk, and opened by an account’s owner, in English. */
export const repair = {
  repair: {
    make: 'Copy a repair link',
    copied: 'The repair link is copied. It counts until {{day}}, in the Linkdesk of the account’s owner.',
    title: 'Reconnect this account?',
    text: 'Somebody who helps you sent a repair link for it. Signing in again is all that is needed.',
    careful: 'Reconnect only if you expected this. Linkdesk opens the provider’s own page; never give a code or password to whoever sent the link.',
    works: 'This account works',
    worksText: 'The repair link is about an account whose link holds. There is nothing to do.',
    unknown: 'Not one of your accounts with {{provider}}',
    unknownText: 'The repair link means an account that is not linked here.',
    yours: 'Your accounts with {{provider}}',
    link: 'Link an account with {{provider}}',
    over: 'This repair link is over',
    overText: 'It counted until {{day}}. Ask for a new one if an account still needs you.',
  },
} as const;
