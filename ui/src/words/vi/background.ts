/** Going on without a window, and when nothing is said, in Vietnamese. */
export const background = {
  closing: {
    title: 'Để Linkdesk tiếp tục chạy?',
    text: 'Liên kết chỉ được gia hạn khi Linkdesk đang chạy. Không có cửa sổ, Linkdesk vẫn tiếp tục gia hạn.',
    hint: 'Màn hình nền này không có khay để hiện Linkdesk. Khởi động lại Linkdesk để thấy cửa sổ, và thoát trong Cài đặt. Chỉ hỏi một lần.',
    keep: 'Tiếp tục chạy',
    quit: 'Thoát',
  },
  background: {
    title: 'Chạy nền',
    closing: 'Khi đóng cửa sổ',
    closingHint: 'Liên kết chỉ được gia hạn khi Linkdesk đang chạy, hoặc nhờ bộ hẹn giờ bên dưới.',
    closingTray: 'Giữ trong khay',
    closingAsk: 'Hỏi',
    closingKeep: 'Tiếp tục chạy',
    closingQuit: 'Thoát',
    login: 'Khởi động khi đăng nhập',
    loginHint: 'Không mở cửa sổ. Gia hạn những gì đến hạn trong lúc máy tắt.',
    timer: 'Gia hạn khi Linkdesk đã đóng',
    timerHint: 'Bộ hẹn giờ của hệ thống chạy dòng lệnh nửa giờ một lần.',
    broken: 'Nó khởi động một chương trình không còn ở đó. Hãy tắt rồi bật lại.',
    quit: 'Thoát Linkdesk',
    quitHint: 'Kể cả khi đang chạy không có cửa sổ.',
  },
  quiet: {
    title: 'Giờ yên lặng',
    hint: 'Việc phát sinh trong những giờ này sẽ được báo sau đó.',
    from: 'Từ',
    until: 'Đến',
  },
} as const;
