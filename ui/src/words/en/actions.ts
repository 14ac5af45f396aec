/** What can be done at a provider with a linked account. Actions, facts and words by their names in the core. */
export const actions = {
  action: {
    title: 'At {{provider}}',
    lead: 'What {{provider}} does for this account. The answer is shown and not kept.',
    none: '{{provider}} offers nothing more for this account.',
    asks: '{{provider}} is asked …',
    more: 'More',
    page: 'Page {{page}}',
    empty: 'Nothing is there.',
    done: 'Done.',
    again: 'Ask again',
    confirmTitle: '{{action}} at {{provider}}?',
    confirmText: 'This changes something at {{provider}}.',
    rotateText: 'The old token stops working at once. Scripts that hold it must ask Linkdesk for the new one.',
    yes: 'Yes',
    no: 'No',
    code: 'To be scanned: {{text}}',
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
