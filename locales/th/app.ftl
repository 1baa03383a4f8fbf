# มินิแอป: ซอร์สโค้ดระบุข้อความเหล่านี้และข้อความของไฟล์อื่น

app-sections = หมวด
app-lotteries = ลอตเตอรี่
app-tickets = ตั๋ว
app-results = ผลรางวัล
app-wallet = กระเป๋าเงิน
app-profile = โปรไฟล์
app-back = กลับ
app-close = ปิด
app-cancel = ยกเลิก
app-continue = ดำเนินการต่อ
app-save = บันทึก
app-done = เสร็จสิ้น
app-copy = คัดลอก
app-choose = เลือก …
app-retry = ลองอีกครั้ง
app-more = แสดงเพิ่ม
app-failed-title = ไม่สำเร็จ
app-lost-title = ไม่มีหน้านี้
app-offline-title = ไม่มีการเชื่อมต่อ
app-offline-text = ติดต่อเซิร์ฟเวอร์ไม่ได้ โปรดตรวจสอบการเชื่อมต่อแล้วลองอีกครั้ง
app-offline-banner = คุณออฟไลน์อยู่
app-outside-title = เล่นใน Telegram
app-outside-text = ทุกคนดูลอตเตอรี่ ผลรางวัล และหลักฐานได้ที่นี่ ส่วนตั๋วและเงินอยู่ในแอปภายใน Telegram
app-open-telegram = เปิดใน Telegram
app-open-chat = เปิดแชท
app-reopen-title = โปรดเปิดแอปใหม่
app-reopen-text = เพื่อความปลอดภัยของคุณ การเปิดแอปแต่ละครั้งใช้ได้ในเวลาจำกัด โปรดปิดแล้วเปิดใหม่จากแชท ไม่มีอะไรสูญหาย
app-reopen-close = ปิดแอป

## ลอตเตอรี่

app-on-sale = กำลังขาย
app-draw-near = ใกล้จับรางวัล
app-none-on-sale = ขณะนี้ไม่มีรายการขาย
app-none-on-sale-hint = กลับมาดูใหม่ภายหลัง หรือดูว่าใครถูกรางวัลล่าสุด
app-see-results = ดูผลรางวัล
app-see-lotteries = ดูลอตเตอรี่
app-sold = ขายแล้ว { $percent } %
app-left = เหลือ { $left } ใบ
app-left-of = เหลือ { $left } จาก { $total } ใบ
app-tickets-count = { $count } ใบ
app-prize-label = { $count ->
    [1] รางวัล
   *[other] รางวัลใหญ่
}
app-ends = ปิดขาย{ $countdown }
app-ends-sold-out = จับรางวัลเมื่อขายหมด
app-lottery-state = { $state ->
    [closing] กำลังผนึกรายการตั๋ว
    [closed] รอจับรางวัล
    [drawn] จับรางวัลแล้ว
    [settled] จับรางวัลแล้ว
    [cancelling] กำลังคืนเงิน
    [cancelled] ยกเลิกและคืนเงินแล้ว
   *[other] ไม่เปิดขาย
}
app-prizes = รางวัล
app-share-of-sales = { $share } ของยอดขาย
app-winners-count = ผู้ถูกรางวัล { $count } คน
app-odds-and-money = โอกาสและเงิน
app-one-in = 1 ใน { $count }
app-odds-hint = โอกาสของตั๋วหนึ่งใบเมื่อขายหมด หากขายได้น้อยกว่านั้นโอกาสจะสูงขึ้น
app-split-prizes = รางวัล { $share }
app-split-operator = ผู้จัด
app-split-added = ผู้จัดสมทบ
app-split-gross = ตั๋วทั้งหมดรวม
app-rules = กติกา
app-rule-price = ตั๋วใบละ
app-rule-tickets = ตั๋วทั้งหมด
app-rule-cap = สูงสุดต่อผู้เล่น
app-rule-no-cap = ไม่จำกัด
app-rule-draw = จับรางวัล
app-rule-close = { $rule ->
    [time] เมื่อหมดเวลา
    [sold_out_or_time] เมื่อขายหมดหรือหมดเวลา
   *[sold_out] เมื่อขายหมด
}
app-rule-ends = ปิดขาย
app-rule-distinct = ถูกรางวัลได้ครั้งเดียว
app-rule-distinct-value = { $distinct ->
    [holder] ต่อผู้เล่น
   *[number] ต่อตั๋ว
}
app-rule-claim = เวลารับรางวัล
app-days = { $days } วัน
app-rule-number = หมายเลข
app-fairness = ความเป็นธรรม
app-fairness-text = การจับรางวัลถูกผนึกไว้ก่อนขายตั๋วใบแรก และเปิดด้วยตัวเลขสาธารณะที่ไม่มีใครรู้ล่วงหน้า ใครก็คำนวณผู้ถูกรางวัลซ้ำได้
app-grade = ความสุ่มระดับ { $grade }
app-grade-text = { $grade ->
    [A] ตัวเลขสาธารณะมาจากเครือข่ายของผู้ดำเนินการอิสระหลายราย
    [B] ตัวเลขสาธารณะมาจากผู้ดูแลที่ไม่ใช่ผู้จัด
   *[D] ตัวเลขสาธารณะมาจากเครื่องของผู้จัดเอง คุณจึงต้องเชื่อว่าไม่มีใครดูล่วงหน้า
}
app-published-late = เผยแพร่ช้า
app-published-late-text = บันทึกการปิดปรากฏในช่องสาธารณะหลังรอบที่ระบุไว้ในบันทึกแล้ว
app-published = บันทึกการปิดในช่อง
app-see-proof = ข้อผูกมัดและหลักฐาน
app-watch = ติดตามลอตเตอรี่นี้
app-your-tickets = ตั๋วของคุณ
app-how-many = ต้องการกี่ใบ
app-fewer = ลดหนึ่งใบ
app-one-more = เพิ่มหนึ่งใบ
app-chance = โอกาสของตั๋ว { $tickets } ใบของคุณ: { $now } จากที่ขายแล้ว { $full } เมื่อขายหมด
app-buy = ซื้อ { $count } ใบ · { $total }
app-cap-reached = { $cap ->
    [0] ตั๋วถูกซื้อหมดแล้ว
   *[other] คุณมี { $cap } ใบ ซึ่งเป็นจำนวนสูงสุดต่อผู้เล่นหนึ่งคน
}
app-draw = การจับรางวัล
app-draw-sealing = กำลังผนึกรายการตั๋ว
app-draw-sealed = ผนึกรายการตั๋ว { $tickets } ใบแล้ว
app-draw-beacon-later = ตัวเลขสาธารณะเป็นผู้ตัดสิน
app-draw-beacon = ตัวเลขสาธารณะรอบ { $round }
app-draw-due = อีกครู่เดียว
app-draw-opened = เปิดผนึกแล้ว
app-draw-open-later = เปิดผนึกแล้วจะรู้ผู้ถูกรางวัล
app-draw-halted = การจับรางวัลถูกระงับจนกว่าจะมีคนตรวจสอบ ก่อนหน้านั้นจะไม่มีการจ่าย
app-replay = ▶ ดูอีกครั้ง
app-skip = ข้าม
app-own-won = คุณได้รับ { $prize } จากตั๋วหมายเลข { $number }
app-path = เส้นทางในรายการที่ผนึก
app-path-entry = ตั๋ว { $numbers }
app-path-place = รายการที่ { $place } จาก { $count } ในรายการที่ผนึก
app-path-step = { $step ->
    [holder] รายการเป็นของคุณ: ป้ายผู้ถือคำนวณได้จากรหัสและเกลือของคุณ
    [leaf] ใบตรงกับรายการนี้
   *[root] { $steps } ขั้นขึ้นตามต้นไม้นำไปสู่รากในบันทึกการปิด
}
app-path-values = ค่าต่าง ๆ
app-path-line = รายการ
app-path-leaf = ใบ
app-path-secret = ไฟล์แสดงว่ารายการเป็นของใคร โปรดเก็บไว้เป็นส่วนตัว
app-path-hint = แตะหมายเลขเพื่อดูในรายการที่ผนึก
app-winners = ผู้ถูกรางวัล
app-you = คุณ
app-place = { $position ->
    [1] รางวัลที่หนึ่ง
   *[other] รางวัลที่ { $position }
}

## การซื้อ

app-confirm-title = คำสั่งซื้อของคุณ
app-sum = { $quantity } × { $price }
app-balance = ยอดเงิน
app-balance-after = คงเหลือ
app-final = ตั๋วที่จ่ายแล้วคืนไม่ได้ ยกเว้นเมื่อลอตเตอรี่ถูกยกเลิก ซึ่งคุณจะได้เงินคืนทั้งหมด
app-pay = จ่าย { $total }
app-pay-again = ลองอีกครั้ง: { $total }
app-leave-paying = กำลังชำระเงิน ต้องการออกหรือไม่ เงินจะไม่ถูกหักซ้ำ
app-leave = ออก
app-stay = อยู่ต่อ
app-missing = ในกระเป๋าขาดอีก { $missing }
app-buy-fewer = ซื้อ { $count } ใบแทน
app-bought = { $count ->
    [1] ตั๋วเป็นของคุณแล้ว
   *[other] ตั๋วทั้งหมดเป็นของคุณแล้ว
}
app-your-numbers = { $count ->
    [1] หมายเลขตั๋วของคุณ
   *[other] หมายเลขตั๋วทั้งหมดของคุณ
}
app-paid = จ่ายแล้ว
app-order = คำสั่งซื้อ
app-server-commit = ข้อผูกมัดของการจับรางวัล (server_commit)
app-holder-tag = เครื่องหมายของคุณในรายการสาธารณะ (holder_tag)
app-share = แชร์
app-more-tickets = ซื้อเพิ่ม
app-first-steps = ก่อนซื้อตั๋วใบแรก
app-i-am-adult = ฉันอายุไม่ต่ำกว่า { $minimum_age } ปี
app-i-accept-terms = ฉันยอมรับข้อกำหนด
app-country = ประเทศ
app-birth-date = วันเกิด
app-birth-date-hint = เราใช้เพื่อตรวจสอบอายุของคุณ

## ตั๋วและผลรางวัล

app-no-tickets = ยังไม่มีตั๋ว
app-no-tickets-hint = ตั๋วของคุณและรางวัลที่ได้จะอยู่ที่นี่
app-fate-live = กำลังขาย
app-fate-drawing = ใกล้จับรางวัล
app-fate-won = ถูกรางวัล
app-fate-lost = ไม่ถูกรางวัล
app-fate-refunded = คืนเงินแล้ว
app-fate-void = ถูกยกเลิก
app-no-results = ยังไม่มีการจับรางวัล
app-no-results-hint = ผู้ถูกรางวัลและหลักฐานจะอยู่ที่นี่หลังการจับรางวัลครั้งแรก
app-winner-line = № { $number } · { $name } · { $prize }
app-alternate = ผู้ถูกรางวัลสำรองลำดับที่ { $alternate }
app-unawarded = ไม่มีผู้รับ และไม่มีผู้ถูกรางวัลสำรองเหลือ
app-refunded = ยกเลิกและคืนเงินค่าตั๋วทั้งหมด

## รางวัล

app-no-prizes = ยังไม่มีรางวัล
app-no-prizes-hint = รางวัลที่คุณได้รับจะแสดงที่นี่ และคุณจะได้รับข้อความ
app-prize-state = { $state ->
    [pending] กำลังสรุปผล
    [payable] กำลังโอน
    [claimable] โปรดเลือกภายใน { $when }
    [held] ถูกระงับ
    [claimed] จะจัดส่งให้
    [paid] โอนแล้ว
    [forfeited] ถูกเรียกคืน
   *[expired] ไม่ได้รับ
}
app-prize-how = คุณต้องการรับอย่างไร
app-prize-delivery = ให้จัดส่ง
app-prize-delivery-hint = ไปยังที่อยู่ของคุณ
app-prize-cash = รับเป็นเงิน
app-prize-cash-hint = { $value } เข้ากระเป๋าเงินของคุณทันที
app-prize-where-to = จัดส่งไปที่ไหน
app-prize-deliver = ส่งไปที่นี่
app-prize-take = รับ { $value }
app-prize-sure-delivery = ยืนยันแล้วเปลี่ยนไม่ได้ ทั้งทางเลือกและที่อยู่ จะให้ส่งไปที่ { $address } หรือไม่
app-prize-sure-cash = ยืนยันแล้วเปลี่ยนไม่ได้ และจะไม่มีการจัดส่ง จะรับ { $value } หรือไม่

## หลักฐาน

app-verify-title = ตรวจสอบด้วยตัวคุณเอง
app-verify-text = อุปกรณ์นี้จะคำนวณการจับรางวัลทั้งหมดใหม่จากไฟล์สาธารณะ คุณไม่จำเป็นต้องเชื่อเซิร์ฟเวอร์นี้
app-verify = ตรวจสอบบนอุปกรณ์นี้
app-verify-again = ตรวจสอบอีกครั้ง
app-verdict-valid = ถูกต้อง
app-verdict-valid-text = ผู้ถูกรางวัลตรงกับสิ่งที่ผูกมัดไว้
app-verdict-invalid = ไม่ถูกต้อง
app-proof-unusable = ตัดสินไฟล์นี้ไม่ได้: { $reason }
app-no-proof-yet = { $state ->
    [cancelling] ลอตเตอรี่ถูกยกเลิกโดยไม่ได้จับรางวัล จึงไม่มีหลักฐาน
    [cancelled] ลอตเตอรี่ถูกยกเลิกโดยไม่ได้จับรางวัล จึงไม่มีหลักฐาน
   *[other] หลักฐานจะอยู่ที่นี่หลังการจับรางวัล
}
app-before-sale = ก่อนขายใบแรก
app-at-close = เมื่อปิดขาย
app-at-draw = เมื่อจับรางวัล
app-record-commit = ข้อผูกมัดของค่าลับ (server_commit)
app-record-rules = กติกา (rules_hash)
app-record-beacon = แหล่งของตัวเลขสาธารณะ ({ $kind })
app-record-close = บันทึกการปิด (close_hash)
app-record-entries = รายการตั๋ว (entry_root)
app-record-voids = หมายเลขที่ยกเลิก { $count } หมายเลข (void_root)
app-record-value = ตัวเลขสาธารณะ (randomness)
app-record-seed = ค่าลับที่เปิดเผยแล้ว (server_seed)
app-files = ไฟล์
app-command = บนคอมพิวเตอร์ของคุณ
app-command-node = ด้วย Node เพียงอย่างเดียว

## กระเป๋าเงิน

app-wallet-empty = กระเป๋าเงินว่างเปล่า
app-top-up-hint = ฝ่ายช่วยเหลือจะบอกวิธีเติมเงิน
app-top-up = เติมเงิน
app-history = ประวัติ
app-no-history = ยังไม่มีรายการ
app-exchange = แลกเปลี่ยน
app-no-exchange = สิ่งที่คุณมีอยู่แลกเปลี่ยนไม่ได้
app-exchange-pair = แลกเปลี่ยน
app-exchange-give = จำนวน
app-you-have = คุณมี { $balance }
app-no-amount = พิมพ์จำนวนเป็นตัวเลข เช่น 12.50
app-too-much = คุณมีเพียง { $balance }
app-give = คุณให้
app-get = คุณได้รับ
app-exchange-get = รับ { $taken }
app-exchange-sure = แลก { $given } เป็น { $taken } หรือไม่
app-exchange-note = ปัดลงเป็นหน่วยเล็กที่สุด เหรียญ เครดิต และ Stars แลกเป็นเงินสดไม่ได้

## โปรไฟล์

app-public-name = คนอื่นเห็นคุณเป็น { $name }
app-inbox = ข้อความ
app-prizes-mine = รางวัลของฉัน
app-watchlist = ลอตเตอรี่ที่ติดตาม
app-no-watched = ยังไม่มีลอตเตอรี่
app-no-watched-hint = กดรูปตาที่ลอตเตอรี่เพื่อรับแจ้งเมื่อใกล้ขายหมดและใกล้จับรางวัล
app-personal = ข้อมูลส่วนตัว
app-limits = วงเงินจำกัด
app-limits-hint = จำนวนที่คุณอนุญาตให้ตัวเองใช้
app-notifications = การแจ้งเตือน
app-sessions = อุปกรณ์
app-sessions-hint = ที่ที่บัญชีของคุณเปิดอยู่ จบรายการที่คุณไม่รู้จัก
app-session-unknown = อุปกรณ์ที่ไม่รู้จัก
app-session-this = เครื่องนี้
app-session-end = จบ
app-session-end-sure = จบเซสชันนี้หรือไม่ ที่นั่นจะต้องเปิดแอปใหม่
app-sessions-end-all = ออกจากระบบทุกที่
app-sessions-end-all-sure = ออกจากระบบในทุกอุปกรณ์ รวมทั้งเครื่องนี้หรือไม่
app-language = ภาษา
app-display-name = ชื่อที่คนอื่นเห็น
app-display-name-hint = เว้นว่างไว้เพื่อใช้ชื่อใน Telegram ชื่อผู้ถูกรางวัลจะแสดงเฉพาะตัวอักษรแรก
app-time-zone = เขตเวลา
app-terms = ข้อกำหนดการเล่น
app-terms-accepted = ยอมรับแล้ว
app-privacy = ความเป็นส่วนตัว
app-support = ฝ่ายช่วยเหลือ
app-log-out = ออกจากระบบ
app-log-out-sure = ออกจากระบบหรือไม่ หากต้องการกลับมา ให้เปิดแอปจากแชทใหม่
app-operator = ผู้จัด: { $operator }
app-licence = ใบอนุญาต: { $licence }
app-sandbox = นี่คือการทดลองด้วยเงินสมมติ ไม่มีอะไรซื้อหรือได้รางวัลจริง
app-adults = สำหรับผู้มีอายุ { $minimum_age } ปีขึ้นไป และมากกว่านั้นหากกฎหมายของประเทศกำหนด เล่นเฉพาะด้วยเงินที่คุณเสียได้

## ข้อความ วงเงินจำกัด ที่อยู่

app-no-notices = ยังไม่มีข้อความ
app-no-notices-hint = สิ่งที่เกิดขึ้นกับตั๋วและเงินของคุณจะแจ้งที่นี่
app-unread = ใหม่
app-change = เปลี่ยน
app-remove = นำออก
app-confirm = ยืนยัน
app-no-limits = คุณยังไม่ได้ตั้งวงเงินจำกัด
app-limits-text = วงเงินมีผลในทุกช่วงเวลาตามความยาวที่ตั้งไว้ การลดมีผลทันที การเพิ่มหรือยกเลิกต้องรอหนึ่งวันและรอการยืนยันครั้งที่สองของคุณ
app-limit-add = ตั้งวงเงิน
app-limit-change = เปลี่ยนวงเงิน
app-limit-used = ใช้ไปแล้ว { $used }
app-limit-raise-waits = การเพิ่มเป็น { $amount } กำลังรออยู่
app-limit-removal-waits = การยกเลิกกำลังรออยู่
app-limit-confirm-now = ยืนยันได้แล้ว
app-limit-confirm-from = ยืนยันได้ตั้งแต่ { $when }
app-limit-keep = คงวงเงินไว้
app-limit-kind = จำกัดอะไร
app-limit-kind-name = { $kind ->
    [deposit] เงินที่เติมเข้า
    [net_loss] ยอดเสีย: ที่จ่ายลบที่ได้รางวัล
   *[spend] เงินที่ใช้ซื้อตั๋ว
}
app-limit-window = ในทุก
app-limit-window-name = { $window_days ->
    [1] 24 ชั่วโมง
   *[other] { $window_days } วัน
}
app-limit-currency = สกุลเงิน
app-limit-amount = ไม่เกิน ({ $currency })
app-limit-hint = มีผลทันที
app-limit-raise-hint = { $amount } ยังใช้อยู่อีกหนึ่งวัน จากนั้นเราจะขอให้คุณยืนยัน
app-notify-chat = ข้อความในแชท
app-notify-category = { $category ->
    [money] เงิน
    [results] ผลรางวัล
    [draws] การจับรางวัล
    [watchlist] ลอตเตอรี่ที่ติดตาม
   *[other] อื่น ๆ
}
app-notify-detail = { $category ->
    [money] เติมเงิน รางวัล คืนเงิน
    [results] ผลการจับรางวัลของคุณ
    [draws] ผนึกรายการแล้ว ใกล้จับรางวัล
    [watchlist] เปิดขาย ใกล้ขายหมด ใกล้ปิดขาย
   *[other] อื่น ๆ
}
app-unreachable = บอตส่งข้อความถึงคุณไม่ได้ โปรดเปิดแชทของบอตแล้วกด Start
app-quiet = ช่วงเวลาเงียบ
app-quiet-on = ไม่ส่งข้อความตอนกลางคืน
app-quiet-detail = เรื่องเงินและผลรางวัลยังส่งมา
app-quiet-from = ตั้งแต่
app-quiet-to = ถึง
app-marketing = ข่าวและข้อเสนอ
app-marketing-on = แจ้งลอตเตอรี่ใหม่
app-marketing-detail = ยกเลิกได้ทุกเมื่อ
app-addresses = ที่อยู่
app-no-addresses = ยังไม่มีที่อยู่
app-no-addresses-hint = เราจะถามที่อยู่เมื่อต้องส่งรางวัลให้คุณ
app-address-add = ที่อยู่ใหม่
app-address-default = เสนอเป็นอันดับแรก
app-address-make-default = เสนอเป็นอันดับแรก
app-address-remove-sure = นำที่อยู่นี้ออกหรือไม่ สิ่งที่กำลังส่งไปจะยังไปถึง
app-address-recipient = ผู้รับ
app-address-phone = หมายเลขโทรศัพท์พร้อมรหัสประเทศ
app-address-region = จังหวัด
app-address-city = เมือง / เขต
app-address-line1 = ถนน บ้านเลขที่ ห้อง
app-address-line2 = เพิ่มเติม (ถ้ามี)
app-address-postal = รหัสไปรษณีย์
