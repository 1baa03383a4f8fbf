# ตั๋วของผู้เล่น

tickets-heading = 🎫 <b>ตั๋วของฉัน</b>

    🟢 กำลังขาย · 🔒 ใกล้จับรางวัล · 🏆 ถูกรางวัล · ▫️ ไม่ถูกรางวัล · ↩️ คืนเงิน · 🕳 ยกเลิก
tickets-none = 🎫 <b>ตั๋วของฉัน</b>

    คุณยังไม่มีตั๋ว
tickets-line = { $fate ->
    [live] 🟢
    [drawing] 🔒
    [won] 🏆
    [refunded] ↩️
    [void] 🕳
   *[lost] ▫️
} № { $numbers } · { $title }
tickets-fate = { $fate ->
    [live] 🟢 ลอตเตอรี่ยังเปิดขายอยู่
    [drawing] 🔒 ปิดขายแล้ว ใกล้จับรางวัล
    [won] 🏆 ถูกรางวัล!
    [refunded] ↩️ ลอตเตอรี่ถูกยกเลิก คุณจะได้รับเงินคืน
    [void] 🕳 ถูกยกเลิกก่อนจับรางวัล คืนเงินเข้ากระเป๋าแล้ว
   *[lost] ▫️ ครั้งนี้ไม่ถูกรางวัล
}
tickets-moved = รายการเปลี่ยนไปแล้ว โปรดย้อนกลับเพื่อดูใหม่
tickets-buy = 🎟 ดูลอตเตอรี่
tickets-lottery = 🎟 ลอตเตอรี่
tickets-receipt = 🔏 ใบเสร็จที่ลงนาม
tickets-receipt-caption = 🔏 ลายเซ็นของเรากำกับหมายเลขของคุณ ผู้ที่มีไฟล์นี้จะเห็นว่ารายการใดเป็นของคุณ โปรดเก็บไว้เป็นส่วนตัว

    ตรวจสอบบนคอมพิวเตอร์ของคุณเอง: <code>fairlot verify --records { $file } --keys fairlot-keys.json</code>
tickets-receipt-keys = กุญแจ: { $url }

command-tickets = ตั๋วของคุณ
