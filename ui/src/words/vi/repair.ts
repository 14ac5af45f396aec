/** Repair tickets: made on the desk, and opened by an account’s owner, in Vietnamese. */
export const repair = {
  repair: {
    make: 'Sao chép liên kết sửa',
    copied: 'Đã sao chép liên kết sửa. Dùng được đến {{day}}, trong Linkdesk của chủ tài khoản.',
    title: 'Kết nối lại tài khoản này?',
    text: 'Người hỗ trợ bạn đã gửi liên kết sửa cho tài khoản này. Chỉ cần đăng nhập lại.',
    careful: 'Chỉ kết nối lại nếu bạn đang chờ việc này. Linkdesk mở trang của chính nhà cung cấp; đừng bao giờ đưa mã hay mật khẩu cho người gửi liên kết.',
    works: 'Tài khoản này đang hoạt động',
    worksText: 'Liên kết sửa nói về một tài khoản vẫn còn kết nối. Bạn không cần làm gì.',
    unknown: 'Không phải tài khoản nào của bạn tại {{provider}}',
    unknownText: 'Liên kết sửa nói về một tài khoản chưa được liên kết ở đây.',
    yours: 'Tài khoản của bạn tại {{provider}}',
    link: 'Liên kết một tài khoản {{provider}}',
    over: 'Liên kết sửa này đã hết hạn',
    overText: 'Liên kết dùng được đến {{day}}. Hãy xin liên kết mới nếu vẫn còn tài khoản cần bạn.',
  },
} as const;
