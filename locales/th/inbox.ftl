# สิ่งที่แจ้งผู้เล่นไปแล้ว

inbox-heading = 📬 <b>กล่องข้อความ</b>{ $unread ->
    [0] {""}
   *[other] {" "}· ยังไม่อ่านอีก { $unread }
}
inbox-none = ยังว่างเปล่า ทุกอย่างที่เกิดกับตั๋วและเงินของคุณจะอยู่ที่นี่
inbox-new = 🔵 <b>{ $when }</b>
inbox-old = { $when }
inbox-unreadable = ไม่สามารถแสดงข้อความนี้ได้อีก
inbox-prize = 🎁 { $title } ({ $number })
inbox-raffle = 🎟 { $title } ({ $number })
inbox-read-all = ✓ อ่านแล้วทั้งหมด
inbox-all-read = ทำเครื่องหมายว่าอ่านแล้วทั้งหมด

command-inbox = สิ่งที่แจ้งคุณไว้
