# หน้าแรก

home-hello = <b>สวัสดี { $name }!</b>
home-no-money = ยอดเงินของคุณว่างเปล่า
home-balance = { $wallet }: <b>{ $money }</b>
home-next-timed = ⏳ การออกรางวัลถัดไป: <b>{ $title }</b> ปิดขาย{ $countdown } ({ $when })
home-next-filling = ⏳ การออกรางวัลถัดไป: <b>{ $title }</b> ทันทีที่ขายสลากหมด: ขายแล้ว { $percent } % เหลือ { $left } ใบ
home-next-drawing = 🎲 การออกรางวัลถัดไป: <b>{ $title }</b> ปิดขายแล้ว ใกล้ออกรางวัล
home-no-draw = ขณะนี้ยังไม่มีกำหนดออกรางวัล
home-app = ✨ เปิดแอป
home-prizes = 🎁 { $claimable ->
    [1] รับรางวัลของคุณ
   *[other] รับรางวัล { $claimable } รายการ
}
home-lotteries = 🎟 ลอตเตอรี
home-tickets = 🎫 สลากของฉัน
home-wallet = 👛 กระเป๋าเงิน
home-results = 🏆 ผลรางวัล
home-inbox = 📬 กล่องข้อความ{ $unread ->
    [0] {""}
   *[other] {" "}· { $unread }
}
home-refresh = 🔄 รีเฟรช
home-settings = ⚙️ ตั้งค่า
home-help = ❓ ช่วยเหลือ
