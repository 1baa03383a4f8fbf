# คำสั่งของทีมงาน

command-new = สร้างลอตเตอรี
command-drafts = ฉบับร่างของฉัน
command-approvals = คำขอที่รออนุมัติ
command-credit = เติมเงินให้ผู้เล่น
command-cancel-lottery = ยกเลิกลอตเตอรี
command-close-lottery = ปิดการขายก่อนเวลา
command-void = ยกเลิกตั๋วของคำสั่งซื้อ
command-hold = ระงับรางวัลของตั๋ว
command-release = ปลดการระงับ
command-holds = รายการที่ระงับ
command-disqualify = ตัดสิทธิ์ผู้ถูกรางวัล
command-draws = การออกรางวัลที่ดำเนินอยู่
command-dryrun = ซ้อมจับรางวัล
command-health = สถานะของระบบ
command-critical = สิ่งที่ต้องตรวจดู
command-admins = ผู้ดูแลและบทบาท

admin-role-may-not = บทบาทของคุณทำสิ่งนี้ไม่ได้
admin-stale = ปุ่มนี้เก่าแล้ว โปรดดูหน้าจอล่าสุด
admin-input-ended = สิ้นสุดแล้ว ไม่มีการดำเนินการใด
admin-closed = ปิดแล้ว
admin-close = ปิด
admin-back = ← กลับ
admin-skip = ข้าม
admin-more = เพิ่มเติม ▶
admin-refresh = 🔄 รีเฟรช
admin-use-buttons = โปรดใช้ปุ่ม

## A raffle's card

admin-card-price = 🎟 ใบละ { $price }
admin-card-prize = 🏆 รางวัล: { $value } (ผู้ชนะ { $count } คน)
admin-card-sold = { $bar } ขายแล้ว { $sold } จาก { $total }
admin-card-cap = 👤 ไม่เกิน { $cap } ใบต่อผู้เล่น
admin-card-sold-out = ⏱ ออกรางวัลเมื่อขายหมด
admin-card-time = ⏱ ปิดการขาย { $when }
admin-card-sold-out-or-time = ⏱ ออกรางวัลเมื่อขายหมด หรือหลังปิดการขาย { $when }
admin-break-even = 📊 คุ้มทุนที่ { $tickets } ใบ ({ $percent } %)
admin-never-even = 📊 ไม่คุ้มทุน: รางวัลมีค่ามากกว่าตั๋วทั้งหมด
admin-worst-best = แย่ที่สุด { $worst } ดีที่สุด { $best }
admin-raffle-state = สถานะ: { $state ->
    [draft] ฉบับร่าง
    [open] กำลังขาย
    [closing] กำลังปิด
    [closed] ปิดแล้ว รอออกรางวัล
    [drawn] ออกรางวัลแล้ว กำลังชำระ
    [settled] เสร็จสิ้น
    [cancelling] กำลังยกเลิกและคืนเงิน
    [cancelled] ยกเลิกแล้ว
   *[other] { $state }
}

## New lottery

admin-ask-title = <b>ลอตเตอรีใหม่</b> ชื่อภาษา { $language } ({ $code }) ไม่เกิน 120 ตัวอักษร
    ในกลุ่ม ให้ตอบกลับข้อความนี้
admin-ask-price = ราคาตั๋วพร้อมสกุลเงิน เช่น <code>2.00 TJS</code>
admin-ask-tickets = ตั๋วกี่ใบ?
admin-ask-kind = รางวัลคืออะไร?
admin-kind-cash = 💵 เงิน เข้ากระเป๋าเงิน
admin-kind-goods = 📦 สิ่งของ
admin-ask-prize = มูลค่ารางวัลเป็น { $asset } เช่น <code>700.00</code>
admin-ask-cap = ผู้เล่นหนึ่งคนถือได้กี่ใบจาก { $total }? ข้าม: ไม่จำกัด
admin-ask-close = ปิดการขายเมื่อไร?
admin-close-sold-out = เมื่อขายหมด
admin-close-time = ตามเวลาที่กำหนด
admin-close-sold-out-or-time = อย่างใดถึงก่อน
admin-ask-end = เวลาปิดการขาย เช่น <code>2026-12-31 18:00</code> (เขตเวลา { $zone })
admin-ask-photo = ส่งรูปภาพ หรือข้าม
admin-preview = 👁 <b>ตัวอย่าง</b> · { $language }
admin-missing-titles = ⚠️ ยังไม่มีชื่อ: { $languages } ผู้อ่านจะเห็นชื่อภาษาอังกฤษ
admin-commit-later = หมายเลขและค่าผูกพันจะกำหนดเมื่อเผยแพร่
admin-photo-kept = 🖼 มีรูปภาพ แต่ข้อความนี้ยาวเกินกว่าจะอยู่ใต้ภาพ
admin-save-draft = 💾 บันทึกฉบับร่าง
admin-request-publication = 📣 ขอเผยแพร่
admin-draft-saved = 💾 บันทึกฉบับร่าง { $number } แล้ว /drafts
admin-publication-requested = 📣 ขอเผยแพร่ { $number } แล้ว ผู้ดูแลอีกคนเป็นผู้อนุมัติ: /approvals
admin-drafts = <b>ฉบับร่างของฉัน</b>
admin-no-drafts = คุณไม่มีฉบับร่าง สร้างได้ด้วย /new

## Approvals

admin-approvals = <b>รออนุมัติ</b>
admin-no-approvals = ไม่มีคำขอที่รออนุมัติ
admin-asks-credit = เติมเงิน { $money }
admin-asks-publication = เผยแพร่ { $number }
admin-asks-disqualification = ตัดสิทธิ์ผู้ถูกรางวัลของ { $number }
admin-asks-close = ปิดการขาย { $number } ตอนนี้
admin-asks-void = ยกเลิกตั๋วของ { $order } ใน { $number }
admin-asks-release = ปลดการระงับของ { $order } ใน { $number }
admin-approval-by = ขอโดย { $name } เมื่อ { $when }
admin-approval-expires = ⏳ หมดอายุ { $when } ({ $left })
admin-approval-expired = ⌛ หมดอายุแล้ว ไม่มีการดำเนินการใด
admin-approval-approved = ✅ อนุมัติโดย { $name } เมื่อ { $when }
admin-approval-rejected = ❌ ปฏิเสธโดย { $name } เมื่อ { $when }
admin-approve = ✅ อนุมัติ
admin-reject = ❌ ปฏิเสธ
admin-approve-sure = <b>ดำเนินการตามนี้ทุกประการหรือไม่?</b>
admin-approve-yes = ✅ ใช่ อนุมัติ
admin-publication-rules = 📜 รับรางวัลภายใน { $claim_days } วัน สำรอง { $alternates } ที่ ผู้ชนะไม่ซ้ำตาม{ $distinct ->
    [holder] ผู้เล่น
   *[other] ตั๋ว
}
admin-publication-beacon = 🔒 บีคอน: { $kind } { $chain }… อย่างน้อย { $delay } วินาทีหลังปิด

## Credits

admin-player = 👤 { $name } · { $username } · <code>{ $telegram_id }</code>
admin-credit-usage = ระบุผู้เล่น: <code>/credit 123456789</code> <code>/credit @name</code> หรือ <code>/credit TR-7K3Q-9ZP</code> (คำสั่งซื้อ) หากไม่พบชื่อ ให้ใช้ Telegram id
admin-credit-ask-wallet = กระเป๋าเงินใด?
admin-credit-ask-amount = เท่าไร? พร้อมสกุลเงิน เช่น <code>50.00 TJS</code> เหรียญและเครดิตไม่ต้องระบุ
admin-credit-ask-reason = เพราะเหตุใด? เหตุผลจะถูกเก็บและแสดงต่อผู้อนุมัติ
admin-credit-amount = 💰 { $money } เข้า { $wallet }
admin-credit-reason = 📝 { $reason }
admin-credit-sure = ผู้ดูแลอีกคนต้องอนุมัติ
admin-credit-request = ขอ { $money }
admin-credit-requested = ขอเติมเงิน { $money } แล้ว ผู้ดูแลอีกคนเป็นผู้อนุมัติ: /approvals

## คำขอที่มีเหตุผล

admin-close-usage = ระบุลอตเตอรี่: <code>/close_lottery RF-1AVW-572</code>
admin-close-means = ⏹ ปิดการขายตอนนี้ และจับรางวัลจากตั๋วที่ขายแล้ว { $sold } ใบ
admin-void-usage = ระบุคำสั่งซื้อ: <code>/void TR-7K3Q-9ZP</code>
admin-void-tickets = 🎟 คำสั่งซื้อ { $order }: ตั๋ว { $numbers } ({ $count } ใบ)
admin-void-means = 🕳 หมายเลขเหล่านี้จะว่างไว้ ไม่ขายอีกและจับรางวัลไม่ได้
admin-holds = <b>ระงับอยู่: { $total }</b>
admin-no-holds = ไม่มีรายการที่ระงับ
admin-hold =
    ⏸ <b>{ $order }</b> · { $number } · 🎫 { $tickets }
    ระงับโดย { $name } เมื่อ { $when }
    { $reason }
admin-hold-usage = ระบุคำสั่งซื้อหลังปิดการขาย: <code>/hold TR-7K3Q-9ZP</code>
admin-hold-prize = 🎁 อันดับ { $position } ตั๋ว { $ticket }: { $money }
admin-hold-stands = ⏸ ระงับตั้งแต่ { $when }: { $reason }
admin-hold-sure = รายการถูกผนึกแล้ว ตั๋วยังอยู่ในการจับรางวัล รางวัลที่ได้จะถูกระงับทันที การปลดต้องใช้สองคน
admin-hold-it = ⏸ ระงับ
admin-held = ระงับแล้ว /release ปลดโดยสองคน /disqualify ส่งรางวัลต่อ
admin-release-usage = ระบุคำสั่งซื้อ: <code>/release TR-7K3Q-9ZP</code>
admin-disqualify-usage = ระบุลอตเตอรีและตั๋วที่ถูกรางวัล: <code>/disqualify RF-1AVW-572 12</code>
admin-disqualify-lottery = 🏆 { $number } · { $title }
admin-disqualify-prize = 🎁 อันดับ { $position } ตั๋ว { $ticket }: { $money } จะตกเป็นของผู้ถูกรางวัลสำรองลำดับถัดไป
admin-disqualify-ground = 🔎 บัญชี: { $ground ->
    [blocked] ถูกระงับ
    [erased] ถูกลบแล้ว
    [country] อยู่ในประเทศที่ไม่ให้บริการ
    [underage] อายุไม่ถึงเกณฑ์
   *[other] ไม่มีข้อขัดข้อง
}
admin-request-it = ขอ
admin-requested = ส่งคำขอแล้ว ผู้ดูแลอีกคนเป็นผู้อนุมัติ: /approvals

## Cancelling

admin-cancel-usage = ระบุลอตเตอรี: <code>/cancel_lottery RF-1AVW-572</code>
admin-cancel-refund = 💸 คืนให้ผู้เล่น: { $money }
admin-cancel-ask-reason = ยกเลิกเพราะเหตุใด?
admin-cancel-ask-number = ⚠️ ย้อนกลับไม่ได้ หากต้องการยกเลิก ให้พิมพ์หมายเลข: <code>{ $number }</code>
admin-cancel-other-number = เป็นหมายเลขอื่น ไม่มีการยกเลิก พิมพ์ <code>{ $number }</code> หรือกดปิด
admin-cancelled-draft = ลบฉบับร่าง { $number } แล้ว
admin-cancelled-open = ยกเลิก { $number } แล้ว กำลังคืน { $money } ให้ผู้เล่น

## Draws

critical-what = { $code ->
    [draw_inputs_differ] การออกรางวัลถูกระงับ: ข้อมูลขัดแย้งกัน
    [draw_result_differs] การออกรางวัลถูกระงับ: ผลที่เก็บไว้ไม่ตรงกับผลที่คำนวณ
    [close_figures_differ] การออกรางวัลถูกระงับ: รายการ ยอดเงิน และบัญชีขัดแย้งกัน
    [software_differs] ปิดการขายไม่ได้: โปรแกรมออกรางวัลไม่ใช่ชุดที่เผยแพร่
    [beacon_invalid] การออกรางวัลรออยู่: ค่าบีคอนมาจากสายอื่นหรือไม่ถูกต้อง
    [reveal_overdue] ไม่ได้เปิดเผยการออกรางวัลภายในหนึ่งวัน กำลังคืนเงิน
    [late_publication] บันทึกการปิดเผยแพร่ช้าเกินไป กำลังคืนเงิน
    [purchase_broken] การซื้อล้มเหลวและถูกปฏิเสธ
   *[other] เกิดสิ่งที่ไม่คาดคิด
}
admin-critical = <b>เหตุการณ์สำคัญ: { $total }</b>
admin-no-critical = ไม่มีสิ่งใดที่ต้องตรวจดู
admin-critical-event =
    🚨 <b>{ critical-what }</b>
    { $number } · { $when }
    { $said }
admin-draws = <b>ดำเนินอยู่: { $total }</b>
admin-no-draws = ไม่มีรายการที่ดำเนินอยู่
admin-draw-sold = ขายแล้ว { $sold } จาก { $total }
admin-draw-close = บันทึกการปิด <code>{ $hash }…</code>
admin-draw-round = รอบ { $round } กำหนด { $when } ({ $left })
admin-draw-round-out = รอบ { $round } ออกแล้ว
admin-draw-trouble = ⚠️ <b>{ $trouble ->
    [halted] หยุดไว้: { $reason }
    [software_differs] ยังไม่ปิด: ซอฟต์แวร์จับรางวัลไม่ตรงกับรุ่นที่เผยแพร่ ({ $reason })
    [close_late] การปิดล่าช้า
    [beacon_late] ค่าของบีคอนล่าช้า
    [draw_late] การออกรางวัลล่าช้า
    [settlement_late] การชำระล่าช้า
   *[other] { $trouble }
}</b>

## Health

admin-health = <b>สถานะ</b> · { $when }
admin-health-database = ฐานข้อมูล
admin-health-valkey = Valkey
admin-health-outbox = เหตุการณ์ที่รอส่ง: { $count } เก่าสุด { $seconds } วินาที
admin-health-deliveries = การแจ้งเตือนที่รอส่ง: { $count } เก่าสุด { $seconds } วินาที
admin-health-publications = บันทึกที่รอลงช่อง: { $count } เก่าสุด { $seconds } วินาที
admin-health-failed = เหตุการณ์ที่ส่งไม่ได้: { $count }
admin-health-critical = เหตุการณ์สำคัญใน 24 ชั่วโมงที่ผ่านมา: { $count }
admin-health-lease = งาน { $name }: ถึง { $when }
admin-health-beacon = บีคอน { $kind } รอบ { $round }
admin-health-beacon-away = บีคอนไม่ตอบ
admin-health-no-beacon = ยังไม่ได้ตั้งค่าบีคอน
admin-health-telegram = Telegram: รออยู่ { $count } รายการ
admin-health-telegram-error = ข้อผิดพลาดล่าสุด: { $error }
admin-health-telegram-away = Telegram ไม่ตอบ

## Admins

admin-admins = <b>ผู้ดูแล</b>
admin-admin = { $name } · <code>{ $telegram_id }</code> · { $roles }
admin-admin-disabled = { $name } · <code>{ $telegram_id }</code> · { $roles } · ปิดใช้งาน
admin-admins-add = เพิ่ม: <code>/admins 123456789</code> หรือ <code>/admins @name</code> หลังจากที่บุคคลนั้นเริ่มบอตแล้ว
admin-roles-of = บทบาทของ <b>{ $name }</b> · <code>{ $telegram_id }</code>
admin-role = { $role ->
    [owner] เจ้าของ
    [manager] ผู้จัดการ
    [finance] การเงิน
    [support] ฝ่ายสนับสนุน
    [auditor] ผู้ตรวจสอบ
   *[other] { $role }
}
admin-owner-fixed = เจ้าของรายนี้กำหนดไว้ในการตั้งค่า จึงถอดที่นี่ไม่ได้

## การซ้อมจับรางวัล

admin-dryrun-usage = ส่งหมายเลขลอตเตอรี่: <code>/dryrun RF-7K3Q-9ZP</code> ระบบจะซ้อมจับรางวัลกับตั๋วที่ขายแล้วจนถึงตอนนี้ โดยไม่บันทึกสิ่งใด
admin-dryrun = 🧪 <b>การซ้อม</b>
    ไม่มีการบันทึกสิ่งใด ค่าลับและบีคอนสร้างขึ้นเพื่อการซ้อมนี้และถูกทิ้งแล้ว การจับรางวัลจริงจะเป็นอีกผลหนึ่ง
admin-dryrun-gross = ยอดขาย { $money }
admin-dryrun-prize = 🏆 รางวัลที่ { $position }: { $awarded } จาก { $places } ตำแหน่ง, { $money }
admin-dryrun-more = … และอีก { $count } รางวัล
admin-dryrun-alternates = ตัวสำรอง: { $drawn } จาก { $places }
admin-dryrun-unawarded = ⚠️ { $count } ตำแหน่งไม่มีผู้ได้รับ เพราะไม่เหลือตั๋ว
admin-dryrun-valid = ✅ หลักฐานของการซ้อมถูกต้อง
admin-dryrun-invalid = ❌ หลักฐานของการซ้อมไม่ถูกต้อง: <code>{ $field }</code> { $reason }
