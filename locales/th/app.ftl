# มินิแอป: ซอร์สโค้ดระบุข้อความเหล่านี้และข้อความของไฟล์อื่น

app-sections = หมวด
app-lotteries = ลอตเตอรี
app-tickets = สลาก
app-results = ผลรางวัล
app-wallet = กระเป๋าเงิน
app-profile = โปรไฟล์
app-back = กลับ
app-close = ปิด
app-retry = ลองอีกครั้ง
app-more = แสดงเพิ่ม
app-failed-title = ไม่สำเร็จ
app-lost-title = ไม่มีหน้านี้
app-offline-title = ไม่มีการเชื่อมต่อ
app-offline-text = ติดต่อเซิร์ฟเวอร์ไม่ได้ โปรดตรวจสอบการเชื่อมต่อแล้วลองอีกครั้ง
app-offline-banner = คุณออฟไลน์อยู่

## ลอตเตอรี

app-on-sale = กำลังขาย
app-draw-near = ใกล้ออกรางวัล
app-none-on-sale = ขณะนี้ไม่มีรายการขาย
app-none-on-sale-hint = กลับมาดูใหม่ภายหลัง หรือดูว่าใครถูกรางวัลล่าสุด
app-see-results = ดูผลรางวัล
app-sold = ขายแล้ว { $percent } %
app-left = เหลือ { $left }
app-prize-label = { $count ->
    [1] รางวัล
   *[other] รางวัลใหญ่
}
app-ends = ปิดขาย{ $countdown }
app-ends-sold-out = ออกรางวัลเมื่อขายหมด
app-lottery-state = { $state ->
    [closing] กำลังปิดผนึกรายการ
    [closed] รอออกรางวัล
    [drawn] ออกรางวัลแล้ว
    [settled] ออกรางวัลแล้ว
    [cancelling] กำลังคืนเงิน
    [cancelled] ยกเลิกแล้ว
   *[other] ไม่เปิดขาย
}
