# การจับรางวัล: ผล และการจับรางวัลขณะดำเนินอยู่

results-heading = 🏆 <b>การจับรางวัล</b>
results-none = 🏆 <b>การจับรางวัล</b>

    ยังไม่มีการจับรางวัล
results-line = { $state ->
    [drawn] 🏆
    [settled] 🏆
    [cancelling] ↩️
    [cancelled] ↩️
   *[other] 🔒
} { $title } · { $number }
results-winner = 🏆 { $position }. № { $number } · { $name } · { $prize }
results-alternate = 🔁 { $position }. № { $number } · { $name } · { $prize } (ผู้ถูกรางวัลสำรองลำดับที่ { $alternate })
results-unawarded = ▫️ { $position }. { $prize }: ไม่มีผู้รับ และไม่มีผู้ถูกรางวัลสำรองเหลือ
results-fewer = ไม่ได้จับ { $count } รางวัล เพราะตั๋วมีน้อยกว่ารางวัล
results-more-winners = … และรายอื่น ๆ ดูทั้งหมดได้ในหลักฐาน
results-no-winner = ไม่มีตั๋วที่ขายได้ จึงไม่มีผู้ถูกรางวัล
results-no-tickets = คุณไม่มีตั๋วในการจับรางวัลนี้
results-not-won = ตั๋ว { $tickets } ใบของคุณไม่ถูกรางวัลในครั้งนี้
results-won = 🎉 คุณถูกรางวัล <b>{ $prize }</b> ด้วยตั๋ว № { $number }!
results-verify = 🔍 ตรวจสอบการจับรางวัล
live-heading = 🔴 <b>{ $title }</b> · { $number }
live-sealing = 🔒 กำลังผนึกรายการตั๋ว …
live-sealed = ✅ ผนึกแล้ว: { $tickets } ใบ บันทึกการปิด <code>{ $hash }</code>
live-countdown = ⏳ บีคอนรอบ { $round }: { $countdown }
live-waiting = ⏳ กำลังรอบีคอนรอบ { $round } การขายยังปิดอยู่ และค่าลับยังเป็นค่าเดิม
live-round = ✅ บีคอนรอบ { $round }: <code>{ $value }</code>
live-numbers = ✅ หมายเลขที่ถูกรางวัล:
live-halted = ⚠️ การจับรางวัลนี้ถูกระงับไว้จนกว่าจะมีคนตรวจสอบ ก่อนหน้านั้นจะไม่มีการจ่ายรางวัล
live-seconds = ในอีก { $seconds } วินาที
live-refresh = 🔄 รีเฟรช
replay-heading = 🔁 <b>ดูย้อนหลัง: { $title }</b> · { $number }
replay-time = 🕓 { $when }
replay-again = 🔁 ดูการจับรางวัลอีกครั้ง
replay-skip = ⏭ ข้าม

command-results = ผลการจับรางวัล
