# ความเป็นธรรมและหลักฐาน

proof-heading = 🔍 <b>ความเป็นธรรม: { $title }</b> · { $number }
proof-opened = <b>ก่อนขายใบแรก</b> ({ $when } การจับรางวัลที่ { $event })
proof-commit = server_commit <code>{ $commit }</code>
proof-rules = rules_hash <code>{ $hash }</code>
proof-beacon = บีคอน { $kind } <code>{ $chain }</code>
proof-closed = <b>เมื่อปิดขาย</b>
    close_hash <code>{ $hash }</code>
proof-voids = ก่อนหน้านั้นยกเลิกไป { $count } หมายเลข: void_root <code>{ $root }</code>
proof-not-closed = บันทึกการปิดจะเขียนขึ้นเมื่อปิดขาย และระบุรอบของบีคอนไว้
proof-round = รอบ { $round } กำหนด { $when }
proof-published = โพสต์ในช่องเมื่อ { $when }: { $url }
proof-randomness = <b>เมื่อจับรางวัล</b>
    บีคอน <code>{ $value }</code>
proof-seed = server_seed <code>{ $seed }</code>
proof-halted = ⚠️ การจับรางวัลนี้ถูกระงับ: ผลที่บันทึกไว้ต่างจากผลที่คำนวณได้ จะไม่มีการจ่ายใด ๆ จนกว่าจะมีคนตรวจสอบ
proof-cancelled = ↩️ { $reason ->
    [reveal_overdue] ไม่ได้เปิดเผยค่าลับทันเวลา คืนเงินทุกใบ
    [late_publication] บันทึกการปิดเผยแพร่ช้าเกินไป คืนเงินทุกใบ
    [no_entries] ไม่มีตั๋วขายได้ จึงไม่มีการจับรางวัล
   *[other] ยกเลิกก่อนการจับรางวัล คืนเงินทุกใบ
}
proof-ask = 🔍 <b>ตรวจสอบการจับรางวัล</b>

    ทุกการจับรางวัลมีหลักฐาน: สิ่งที่ผูกมัดไว้ก่อนขายใบแรก ตั๋วที่ผนึกไว้ ค่าสาธารณะ และผู้ถูกรางวัลที่ได้จากสิ่งเหล่านี้ ใครก็คำนวณซ้ำได้

    ส่ง proof.json (ไม่เกิน { $megabytes } MB) หรือพิมพ์หมายเลขลอตเตอรี่ เช่น RF-7K3Q-9ZP

    คุณไม่จำเป็นต้องเชื่อแชทนี้: <code>fairlot verify proof.json</code> ทำสิ่งเดียวกันบนคอมพิวเตอร์ของคุณโดยไม่ใช้เครือข่าย
proof-hint = โปรดส่งหลักฐานเป็นไฟล์ หรือพิมพ์หมายเลขลอตเตอรี่
proof-too-large = ไฟล์ใหญ่กว่า { $megabytes } MB โปรดตรวจสอบบนคอมพิวเตอร์: <code>fairlot verify proof.json</code>
proof-not-loaded = ดาวน์โหลดไฟล์จาก Telegram ไม่ได้ โปรดส่งอีกครั้ง
proof-unusable = ❌ <b>ไฟล์นี้ไม่ใช่หลักฐานที่ตัดสินได้</b>: { $reason }
proof-none-yet = { $state ->
    [cancelling] { $number } ถูกยกเลิกและไม่ได้จับรางวัล จึงไม่มีหลักฐาน
    [cancelled] { $number } ถูกยกเลิกและไม่ได้จับรางวัล จึงไม่มีหลักฐาน
   *[other] { $number } ยังไม่ได้จับรางวัล จะมีหลักฐานหลังการจับรางวัล
}
proof-of = 🔍 <b>{ $name }</b>
proof-step = { $step ->
    [1] มีช่องข้อมูลตรงตามข้อกำหนดทุกประการ
    [2] บันทึกการปิดเป็นฉบับที่เผยแพร่ไว้
    [3] ค่าลับเป็นค่าที่ผูกมัดไว้ก่อนขายใบแรก
    [4] ค่าบีคอนเป็นของรอบที่ระบุไว้ล่วงหน้า
    [5] ตั๋วเป็นชุดที่ผนึกไว้
    [6] ค่าเริ่มต้นได้จากทั้งหมดนี้
    [7] ผู้ถูกรางวัลได้จากค่าเริ่มต้น
   *[8] นับคำสุ่มครบทุกคำ
}
proof-valid = ✅ <b>ถูกต้อง</b> ผู้ถูกรางวัลตรงกับสิ่งที่ผูกมัดไว้
proof-invalid = ❌ <b>ไม่ถูกต้อง</b> ช่องแรกที่ไม่ตรง: <code>{ $field }</code>
    <code>{ $reason }</code>
proof-entries-hint = รายการตั๋วอยู่ในไฟล์ entries.csv ที่มาคู่กัน โปรดตรวจสอบทั้งสองไฟล์บนคอมพิวเตอร์: <code>fairlot verify proof.json entries.csv</code>
proof-verify-now = ✅ ตรวจสอบเลย
proof-files = 📄 ไฟล์หลักฐาน
proof-file-caption = ตรวจสอบได้ทุกที่: fairlot verify proof.json
proof-entries-elsewhere = 📄 รายการตั๋วใหญ่เกินไปสำหรับแชต ดูได้ข้างหลักฐานในแอป
proof-another = 🔍 ตรวจสอบอีก

path-usage = 🧭 <b>ตั๋วของฉันอยู่ในการจับรางวัลหรือไม่</b>

    พิมพ์หมายเลขคำสั่งซื้อ หรือหมายเลขลอตเตอรี่กับหมายเลขตั๋วใบหนึ่งของคุณ:
    <code>/proof TR-7K3Q-9ZP</code>
    <code>/proof RF-7K3Q-9ZP 17</code>

    หรือเปิด 🎫 ตั๋วของฉัน เลือกตั๋ว แล้วกด “เส้นทาง”
path-found = ✅ <b>ตั๋วของคุณอยู่ในรายการที่ผนึกแล้ว</b> · { $number }

    🎫 หมายเลข: { $numbers } · คำสั่งซื้อ { $order }
    รายการที่ { $place } จาก { $count }: <code>{ $line }</code>
    ใบ <code>{ $leaf }</code>
    { $steps } ขั้นขึ้นตามต้นไม้นำไปสู่รากในบันทึกการปิด
    entry_root <code>{ $root }</code>
    close_hash <code>{ $close }</code>

    ในไฟล์มีทุกขั้น และสิ่งที่แสดงว่ารายการนี้เป็นของคุณ
path-button = 🧭 เส้นทาง
path-caption = 🧭 เส้นทางของรายการคุณไปยังรากที่ผนึก ผู้ที่มีไฟล์นี้จะเห็นว่ารายการใดเป็นของคุณ โปรดเก็บไว้เป็นส่วนตัว

    ตรวจสอบบนคอมพิวเตอร์ของคุณเอง: <code>fairlot verify proof.json --path { $file }</code>

command-verify = ตรวจสอบการจับรางวัล
command-proof = ตั๋วของฉันอยู่ในการจับรางวัลหรือไม่
