# ข้อความที่ทุกส่วนของบอทใช้

common-home = 🏠 หน้าแรก
common-back = ← กลับ
common-cancelled = ยกเลิกแล้ว ไม่มีอะไรเปลี่ยนแปลง
common-hint = ไม่เข้าใจข้อความนี้ โปรดใช้ปุ่มหรือคำสั่งในเมนู
common-refreshed = อัปเดตรายการแล้ว
common-apology = ระบบของเรามีปัญหา ไม่มีอะไรสูญหาย โปรดลองอีกครั้ง หากยังเกิดขึ้น แจ้งรหัสนี้กับฝ่ายช่วยเหลือ: { $reference }
common-slow-down = { $seconds ->
   *[other] เร็วเกินไป โปรดรอ { $seconds } วินาที
}
common-in-private = สลากและเงินเป็นเรื่องส่วนตัว โปรดเปิดแชตของเราเพื่อดำเนินการต่อ
common-open-chat = เปิดแชต
common-menu-button = เปิด
common-in-days = ในอีก { $days } วัน { $hours } ชม.
common-in-hours = ในอีก { $hours } ชม. { $minutes } นาที
common-in-minutes = ในอีก { $minutes } นาที

## เมนูคำสั่ง

command-start = หน้าแรก: ยอดเงินและการออกรางวัลถัดไป
command-settings = ตั้งค่า: ภาษา เขตเวลา การแจ้งเตือน วงเงิน
command-language = เปลี่ยนภาษา
command-help = วิธีการทำงาน
command-terms = ข้อกำหนดการเล่น
command-privacy = ข้อมูลของคุณที่เราเก็บไว้
command-support = ถามเจ้าหน้าที่
command-paysupport = คำถามเกี่ยวกับการชำระเงิน
command-cancel = ออกจากสิ่งที่กำลังทำ
