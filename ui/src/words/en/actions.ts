/** What can be done at a provider with a linked account. Actions, facts and words by their names in the core. */
export const actions = {
  action: {
    title: 'At {{provider}}',
    none: '{{provider}} offers nothing more for this account.',
    asks: '{{provider}} is asked …',
    more: 'More',
    empty: 'Nothing is there.',
    done: 'Done.',
    confirmTitle: '{{action}} at {{provider}}?',
    confirmText: 'This changes something at {{provider}}.',
    rotateText: 'The old token stops working at once. Scripts that hold it must ask Linkdesk for the new one.',
    yes: 'Yes',
    no: 'No',
    code: 'To be scanned: {{text}}',
    list: 'List, can be scrolled',
    name: {
      shop: 'Shop details',
    },
    about: {
      shop: 'The shop as ITS tells it now.',
    },
    do: {
      shop: 'Show',
    },
    fact: {
      name: 'Name',
      shop_id: 'Shop number',
      type: 'Kind',
      website: 'Website',
    },
    word: {},
  },
} as const;
