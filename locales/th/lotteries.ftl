# ลอตเตอรี่ในแชท

lotteries-heading = 🎟 <b>ลอตเตอรี่</b>
lotteries-none = 🎟 <b>ลอตเตอรี่</b>

    ขณะนี้ไม่มีลอตเตอรี่เปิดขาย กลับมาดูใหม่ภายหลัง หรือดูผลการจับรางวัลล่าสุด
lotteries-title = <b>{ $title }</b>
lotteries-card-title = <b>{ $title }</b> · { $number }
lotteries-description = <blockquote expandable>{ $description }</blockquote>
lotteries-offer = ใบละ { $price } · รางวัลรวมมูลค่า { $prizes }
lotteries-progress = { $bar } { $percent } % · เหลือ { $left } ใบ
lotteries-ends-sold-out = ⏳ จับรางวัลทันทีที่ตั๋วขายหมด
lotteries-ends-timed = ⏳ ปิดขาย{ $countdown } ({ $when })
lotteries-ends-either = ⏳ ปิดขาย{ $countdown } ({ $when }) หรือเมื่อตั๋วขายหมด
lotteries-state = { $state ->
    [closing] 🔒 ปิดขายแล้ว กำลังผนึกรายการตั๋ว
    [closed] 🔒 ปิดขายแล้ว ใกล้จับรางวัล
    [drawn] 🏆 จับรางวัลแล้ว
    [settled] 🏆 จับรางวัลแล้ว
    [cancelling] ↩️ ยกเลิกแล้ว กำลังคืนเงินค่าตั๋ว
    [cancelled] ↩️ ยกเลิกแล้ว คืนเงินค่าตั๋วทั้งหมดแล้ว
   *[other] 🔒 ไม่ได้เปิดขาย
}
lotteries-prizes = 🎁 <b>รางวัล</b>
lotteries-prize = { $position }. { $worth } · ผู้ถูกรางวัล { $count } คน
lotteries-share-of-sales = { $share } ของยอดขาย แบ่งกัน
lotteries-more-prizes = … และอีก { $more } รางวัล
lotteries-price = 💵 ใบละ { $price } · ทั้งหมด { $tickets } ใบ
lotteries-cap = 👤 ไม่เกิน { $cap } ใบต่อผู้เล่นหนึ่งคน
lotteries-held = 🎫 คุณมี { $held } ใบ
lotteries-odds = 🎯 โอกาสของตั๋วหนึ่งใบเมื่อขายหมด: 1 ใน { $one_in } ({ $percent })
lotteries-split = 💰 ตั๋วทั้งหมดรวม { $gross }: เป็นรางวัล { $prizes } ({ $share }) { $side ->
    [added] โดยผู้จัดสมทบ { $rest }
   *[operator] เป็นของผู้จัด { $rest }
}
lotteries-draw-rule = 🎲 { $rule ->
    [time] จับรางวัลหลังปิดขาย
    [sold_out_or_time] จับรางวัลหลังปิดขายหรือหลังขายตั๋วใบสุดท้าย
   *[sold_out] จับรางวัลหลังขายตั๋วใบสุดท้าย
} เริ่มจากผนึกรายการตั๋ว เลขที่ถูกรางวัลมาจากค่าลับที่ผูกมัดไว้ก่อนขายใบแรก และจากค่าสาธารณะที่ไม่มีใครรู้จนกว่าจะผ่านไปอย่างน้อย { $minutes } นาทีหลังการผนึก
lotteries-commit = 🔏 server_commit <code>{ $commit }</code>
lotteries-grade = 🧭 ความสุ่ม: ระดับ { $grade } · { $grade ->
    [A] เครือข่ายสาธารณะของผู้ดำเนินการอิสระหลายราย
    [B] ผู้ดูแลค่าที่ใช้เครื่องแยกต่างหาก ไม่ใช่เครื่องของผู้จัด
   *[D] ค่าสาธารณะมาจากเครื่องของผู้จัดเอง คุณจึงต้องเชื่อผู้จัดว่าไม่มีใครรู้ค่านั้นล่วงหน้า
}
lotteries-published-late = เผยแพร่ช้า: บันทึกการปิดปรากฏต่อสาธารณะหลังรอบของมันแล้ว
lotteries-open = 🎟 ดูและซื้อ
lotteries-follow = 🔴 ติดตามการจับรางวัล
lotteries-result = 🏆 ผลรางวัล
lotteries-fairness = 🔍 ความเป็นธรรม
lotteries-all = ← ลอตเตอรี่ทั้งหมด

command-lotteries = ลอตเตอรี่ที่เปิดขาย
