import type { Translated } from '../translated';
import type { visits as english } from '../en/visits';

export const visits: Translated<typeof english> = {
  visit: {
    title: 'Mở một trang',
    open: { trading: 'Mở trang giao dịch' },
    page: { trading: 'Trang giao dịch' },
    other: 'Mở trang của nhà cung cấp',
    otherPage: 'Trang',
    whose: '{{page}} của {{name}} ({{masked}}) mở bằng một lượt đăng nhập mới, chỉ dùng được một lần. Không lưu lại gì.',
    opened: '{{page}} đã mở',
    inWindow: 'Trong cửa sổ riêng; thanh phía trên cho biết đó là trang của ai. Đóng cửa sổ không làm mất gì ở đây.',
    inBrowser: 'Trong trình duyệt của bạn. Hãy xem địa chỉ ở đó.',
    left: 'Lượt đăng nhập một lần còn hiệu lực {{time}}; đến lúc đó trang phải mở xong.',
    over: 'Lượt đăng nhập một lần đã hết hạn. Nếu trang đòi đăng nhập, hãy mở lại.',
    again: 'Mở lại',
    show: 'Hiện cửa sổ',
    cancelled: 'Chưa mở trang nào. Liên kết vẫn như trước.',
  },
};
