/** สิ่งที่ทำได้ที่ผู้ให้บริการกับบัญชีที่เชื่อมต่อแล้ว */
export const actions = {
  action: {
    title: 'ที่ {{provider}}',
    none: '{{provider}} ไม่มีอะไรเพิ่มเติมสำหรับบัญชีนี้',
    asks: 'กำลังถาม {{provider}} …',
    more: 'เพิ่มเติม',
    empty: 'ไม่มีข้อมูล',
    done: 'เสร็จแล้ว',
    confirmTitle: '{{action}} ที่ {{provider}} หรือไม่',
    confirmText: 'การทำเช่นนี้เปลี่ยนข้อมูลที่ {{provider}}',
    rotateText: 'โทเค็นเดิมจะใช้ไม่ได้ทันที สคริปต์ที่ถือไว้ต้องขอโทเค็นใหม่จาก Linkdesk',
    yes: 'ใช่',
    no: 'ไม่ใช่',
    code: 'สำหรับสแกน: {{text}}',
    list: 'รายการ เลื่อนดูได้',
    name: {
      shop: 'ข้อมูลร้านค้า',
    },
    about: {
      shop: 'ร้านค้าตามที่ ITS แจ้งในขณะนี้',
    },
    do: {
      shop: 'แสดง',
    },
    fact: {
      name: 'ชื่อ',
      shop_id: 'หมายเลขร้านค้า',
      type: 'ประเภท',
      website: 'เว็บไซต์',
    },
    word: {},
  },
};
