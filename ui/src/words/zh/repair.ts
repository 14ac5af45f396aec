/** Repair tickets: made on the desk, and opened by an account’s owner, in Simplified Chinese. */
export const repair = {
  repair: {
    make: '复制修复链接',
    copied: '修复链接已复制，{{day}}前可在账户所有者的 Linkdesk 中使用。',
    title: '要重新连接这个账户吗？',
    text: '协助您的人为这个账户发来了修复链接。只需重新登录一次。',
    careful: '仅在您预期会收到它时才重新连接。Linkdesk 会打开服务方自己的页面；切勿把验证码或密码交给发送链接的人。',
    works: '这个账户运行正常',
    worksText: '修复链接所指账户的连接仍然有效，您无需操作。',
    unknown: '不是您在{{provider}}的账户',
    unknownText: '修复链接所指的账户没有在这里连接。',
    yours: '您在{{provider}}的账户',
    link: '连接{{provider}}账户',
    over: '这个修复链接已过期',
    overText: '它的有效期到{{day}}为止。如果仍有账户需要您处理，请索取新的链接。',
  },
} as const;
