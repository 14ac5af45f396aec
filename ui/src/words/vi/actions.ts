/** Những việc có thể làm tại nhà cung cấp với một tài khoản đã liên kết. */
export const actions = {
  action: {
    title: 'Tại {{provider}}',
    none: '{{provider}} không có gì thêm cho tài khoản này.',
    asks: 'Đang hỏi {{provider}} …',
    more: 'Xem thêm',
    empty: 'Không có gì.',
    done: 'Xong.',
    confirmTitle: '{{action}} tại {{provider}}?',
    confirmText: 'Việc này thay đổi dữ liệu tại {{provider}}.',
    rotateText: 'Mã cũ ngừng hoạt động ngay. Chương trình đang giữ mã cũ phải hỏi Linkdesk mã mới.',
    yes: 'Có',
    no: 'Không',
    code: 'Để quét: {{text}}',
    list: 'Danh sách, có thể cuộn',
    name: {
      shop: 'Thông tin cửa hàng',
    },
    about: {
      shop: 'Cửa hàng theo thông tin ITS hiện có.',
    },
    do: {
      shop: 'Xem',
    },
    fact: {
      name: 'Tên',
      shop_id: 'Mã cửa hàng',
      type: 'Loại',
      website: 'Trang web',
    },
    word: {},
  },
};
