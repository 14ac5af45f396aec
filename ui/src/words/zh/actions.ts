/** 可在服务商处对已关联账户做的事。 */
export const actions = {
  action: {
    title: '在 {{provider}}',
    none: '{{provider}} 没有为此账户提供其他功能。',
    asks: '正在询问 {{provider}} …',
    more: '更多',
    empty: '没有内容。',
    done: '已完成。',
    confirmTitle: '在 {{provider}} {{action}}？',
    confirmText: '此操作会更改 {{provider}} 上的内容。',
    rotateText: '旧令牌立即失效。持有旧令牌的脚本须向 Linkdesk 索取新令牌。',
    yes: '是',
    no: '否',
    code: '供扫描：{{text}}',
    list: '列表，可滚动',
    name: {
      shop: '商店信息',
    },
    about: {
      shop: 'ITS 当前给出的商店信息。',
    },
    do: {
      shop: '查看',
    },
    fact: {
      name: '名称',
      shop_id: '商店编号',
      type: '类型',
      website: '网站',
    },
    word: {},
  },
};
