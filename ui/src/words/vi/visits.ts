import type { Translated } from '../translated';
import type { visits as english } from '../en/visits';

export const visits: Translated<typeof english> = {
  visit: {
    title: 'Mở một trang',
    titleOut: 'Đăng xuất',
    menu: 'Mở tại {{provider}}',
    open: { trading: 'Mở trang giao dịch', signed_in: 'Mở {{provider}} đã đăng nhập', sign_out: 'Đăng xuất {{provider}} ở mọi nơi' },
    place: { window: 'Trong cửa sổ riêng', browser: 'Trong trình duyệt của bạn' },
    page: { trading: 'Trang giao dịch', signed_in: 'Trang {{provider}}', sign_out: 'Trang đăng xuất' },
    other: 'Mở trang của nhà cung cấp',
    otherPage: 'Trang',
    whose: '{{page}} của {{name}} ({{masked}}) mở bằng một lượt đăng nhập mới, chỉ dùng được một lần. Không lưu lại gì.',
    going: { signed_in: '{{provider}} đang đăng nhập cho bạn', sign_out: '{{provider}} đang đăng xuất cho bạn' },
    goingInWindow: 'Trong cửa sổ của nó. Bước này tự tiếp tục khi trang quay lại đây.',
    goingInBrowser: 'Trong trình duyệt của bạn. Bước này tự tiếp tục khi trang quay lại đây.',
    waits: 'Linkdesk còn chờ thêm {{time}}.',
    done: { signed_in: '{{provider}} đã mở và đã đăng nhập', sign_out: 'Trang đăng xuất của {{provider}} đã xong' },
    givenBack: 'Không lưu lại gì của lượt đăng nhập đã mở trang; liên kết này vẫn như trước.',
    checked: 'Theo trang đó, trình duyệt của bạn đã đăng xuất. Liên kết này còn hiệu lực hay không thì Linkdesk hỏi nhà cung cấp; kết quả nằm ở trạng thái.',
    opened: '{{page}} đã mở',
    inWindow: 'Trong cửa sổ riêng; thanh phía trên cho biết đó là trang của ai. Đóng cửa sổ không làm mất gì ở đây.',
    inBrowser: 'Trong trình duyệt của bạn. Hãy xem địa chỉ ở đó.',
    left: 'Lượt đăng nhập một lần còn hiệu lực {{time}}; đến lúc đó trang phải mở xong.',
    over: 'Lượt đăng nhập một lần đã hết hạn. Nếu trang đòi đăng nhập, hãy mở lại.',
    again: 'Mở lại',
    show: 'Hiện cửa sổ',
    answered: 'Người đã đăng nhập ở đó: {{who}}.',
    cancelled: 'Chưa mở trang nào. Liên kết vẫn như trước.',
    notBack: 'Trang chưa quay lại đây. Không lưu lại gì, và liên kết vẫn như trước.',
  },
};
