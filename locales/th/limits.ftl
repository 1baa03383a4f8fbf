# สิ่งที่ผู้เล่นอนุญาตให้ตนเอง

limits-heading = 🛡 <b>วงเงิน</b> · { $asset }
limits-about = คุณกำหนดเองได้ วงเงินที่ต่ำลงมีผลทันที ส่วนวงเงินที่สูงขึ้นหรือการยกเลิกต้องรอ 24 ชั่วโมงและยืนยันอีกครั้ง
limits-nothing = 🛡 <b>วงเงิน</b>

    ขณะนี้ไม่มีอะไรขายและคุณไม่มีเงินในกระเป๋า กลับมาใหม่เมื่อมีสิ่งที่ต้องจำกัด
limits-kind = { $kind ->
    [deposit] 📥 การเติมเงิน
    [spend] 🎟 การใช้จ่าย
   *[net_loss] 📉 การขาดทุน
}
limits-of-kind = <b>{ limits-kind }</b>
limits-none-of-kind = ไม่จำกัด
limits-kind-about = { $kind ->
    [deposit] จำนวนเงินที่เข้ากระเป๋าของคุณได้
    [spend] จำนวนเงินที่ใช้ซื้อตั๋วได้ ไม่ว่าจะถูกรางวัลเท่าไร
   *[net_loss] จำนวนเงินที่ขาดทุนได้: ค่าตั๋วหักด้วยรางวัลที่ได้
}
limits-window = { $window_days ->
    [1] 24 ชั่วโมง
   *[other] { $window_days } วัน
}
limits-title = <b>{ limits-kind } · { limits-window }</b> · { $asset }
limits-free = { $window }: ไม่จำกัด
limits-used = { $window }: ใช้ไป { $used } จาก <b>{ $amount }</b>
limits-left = วงเงินของคุณ: <b>{ $amount }</b>
    ใช้ไป: { $used }
    เหลือตอนนี้: { $left }
limits-not-set = ยังไม่ได้กำหนดวงเงิน
limits-no-limit = ไม่จำกัด
limits-waits = ⏳ คุณขอเปลี่ยนเป็น <b>{ $change }</b> วงเงินปัจจุบันยังมีผลจนกว่าคุณจะยืนยัน
limits-waits-until = ยืนยันได้ตั้งแต่ { $when } ({ $countdown })
limits-waits-now = ยืนยันได้แล้ว
limits-how-much = { $kind ->
    [deposit] เติมเงินได้มากที่สุดเท่าไร
    [spend] ใช้จ่ายได้มากที่สุดเท่าไร
   *[net_loss] ขาดทุนได้มากที่สุดเท่าไร
} โปรดพิมพ์จำนวน ({ $asset }) 0 คือไม่อนุญาตเลย
limits-hint = ⚠️ ไม่ใช่จำนวนเงิน โปรดพิมพ์เป็นตัวเลข เช่น 100
limits-hint-same = ⚠️ วงเงินของคุณเป็นจำนวนนี้อยู่แล้ว
limits-now = ปัจจุบัน: { $amount }
limits-new = ใหม่: <b>{ $amount }</b>
limits-at-once = มีผลทันที หากต้องการเพิ่มภายหลังต้องรอ 24 ชั่วโมงและยืนยันอีกครั้ง
limits-later = ⏳ ต้องรอก่อน: ยืนยันได้ตั้งแต่ { $when } จนถึงตอนนั้นวงเงินปัจจุบันยังมีผล
limits-set = ✅ กำหนด { $amount }
limits-ask = ⏳ ขอเป็น { $amount }
limits-confirm = ✅ ยืนยัน: { $change }
limits-asked = บันทึกแล้ว หลังจาก 24 ชั่วโมงคุณยืนยันได้ที่นี่
limits-holds = มีผลตั้งแต่บัดนี้: { $amount }
limits-cancelled = ยกเลิกการเปลี่ยนแปลงแล้ว วงเงินคงเดิม
limits-open = 🛡 วงเงินของฉัน
limits-first = ✏️ กำหนดวงเงิน
limits-change = ✏️ เปลี่ยน
limits-remove = 🗑 ยกเลิกวงเงิน
limits-cancel = ✖️ ยกเลิกการเปลี่ยนแปลง
limits-other = ✏️ จำนวนอื่น

command-limits = วงเงินเติม ใช้จ่าย และขาดทุน
