# ส่วนของประโยคใน errors.ftl รหัสที่ไม่มีคำของตัวเองจะแสดงตามเดิม

word-what = { $what ->
    [address] ที่อยู่นี้
    [admin] ผู้ดูแลคนนี้
    [approval] คำขออนุมัตินี้
    [award] รางวัลนี้
    [beacon_value] ค่าบีคอนของการจับรางวัลนี้
    [close_record] บันทึกการปิดของการจับรางวัลนี้
    [order] คำสั่งซื้อนี้
    [hold] การระงับของตั๋วเหล่านี้
    [ticket] ตั๋วนี้
    [photo] รูปภาพนี้
    [player] ผู้เล่นคนนี้
    [product] สินค้านี้
    [proof] หลักฐานของการจับรางวัลนี้
    [raffle] การจับรางวัลนี้
    [role] บทบาทนี้
    [session] เซสชันนี้
    [transfer] รายการโอนนี้
    [wallet] กระเป๋าเงินนี้
   *[other] สิ่งที่คุณค้นหา
}
word-state = { $state ->
    [draft] ยังไม่ได้เผยแพร่
    [open] เปิดอยู่
    [closing] กำลังปิด
    [closed] ปิดแล้วและกำลังรอจับรางวัล
    [drawn] จับรางวัลแล้ว
    [settled] เสร็จสิ้นแล้ว
    [cancelling] กำลังถูกยกเลิก
    [cancelled] ถูกยกเลิกแล้ว
    [pending] ยังรอการตัดสินใจ
    [executed] ดำเนินการแล้ว
    [rejected] ถูกปฏิเสธแล้ว
    [expired] หมดอายุแล้ว
    [active] ใช้งานอยู่
    [blocked] ถูกระงับ
    [anonymised] ถูกลบแล้ว
    [held] ถูกระงับไว้
    [void] ถูกยกเลิกไปแล้ว
    [enabled] เปิดใช้งานอยู่
    [disabled] ถูกปิดใช้งาน
    [payable] กำลังจ่าย
    [claimable] รอผู้ถูกรางวัล
    [claimed] กำลังส่งให้ผู้ถูกรางวัล
    [paid] จ่ายแล้ว
    [forfeited] ถูกเรียกคืนแล้ว
   *[other] อยู่ในสถานะ “{ $state }”
}
word-wallet = { $wallet_type ->
    [BALANCE] ยอดเงินหลัก
    [BONUS] ยอดโบนัส
    [LUCKY_COIN] กระเป๋าเหรียญ
    [CREDIT] กระเป๋าเครดิต
   *[other] กระเป๋าเงิน
}
word-document = { $document ->
    [terms] ข้อกำหนด
    [marketing] ความยินยอมรับข่าวสารและข้อเสนอ
   *[other] เอกสาร
}
word-limit = { $kind ->
    [deposit] วงเงินเติม
    [spend] วงเงินใช้จ่าย
    [net_loss] วงเงินขาดทุน
   *[other] วงเงิน
}ใน { $window_days ->
    [1] 24 ชั่วโมง
   *[other] { $window_days } วัน
}
word-field = { $field ->
    [address_country] ประเทศของการเชื่อมต่อ
    [address_id] ที่อยู่จัดส่ง
    [alternates] จำนวนผู้ชนะสำรอง
    [amount_minor] จำนวนเงิน
    [approval] การอนุมัติ
    [asset] สกุลเงิน
    [birth_date] วันเกิด
    [brand] ยี่ห้อ
    [category] หมวดหมู่
    [city] เมือง
    [claim_days] จำนวนวันสำหรับรับรางวัล
    [country] ประเทศ
    [cursor] หน้า
    [denominator] อัตราแลกเปลี่ยน ตัวเลขที่สอง
    [descriptions] คำอธิบาย
    [display_name] ชื่อที่แสดง
    [distinct] กติกากรณีได้หลายรางวัล
    [document_hash] ค่าแฮชของเอกสาร
    [inbox] กล่องข้อความ
    [init_data_hash] ข้อมูลเปิดแอป
    [key] คีย์ของคำขอ
    [language] ภาษา
    [limit] จำนวนรายการต่อหน้า
    [line1] ที่อยู่ บรรทัดที่ 1
    [line2] ที่อยู่ บรรทัดที่ 2
    [media] รูปภาพ
    [name] ชื่อ
    [numerator] อัตราแลกเปลี่ยน ตัวเลขที่หนึ่ง
    [per_player_cap] จำนวนตั๋วต่อผู้เล่น
    [phone_number] หมายเลขโทรศัพท์
    [postal_code] รหัสไปรษณีย์
    [price_minor] ราคาตั๋ว
    [prizes] รางวัล
    [quantity] จำนวนตั๋วที่ซื้อ
    [quiet] ช่วงเวลาเงียบ
    [reason] เหตุผล
    [recipient] ผู้รับ
    [region] จังหวัดหรือรัฐ
    [sales_end_at] เวลาสิ้นสุดการขาย
    [telegram_id] รหัส Telegram
    [ticket] ตั๋ว
    [ticket_total] จำนวนตั๋วทั้งหมด
    [tier] ระดับ
    [time_zone] เขตเวลา
    [titles] ชื่อเรื่อง
    [valid_from] มีผลตั้งแต่
    [value_minor] มูลค่า
    [watchlist] รายการติดตาม
   *[other] { $field }
}
word-reason = { $reason ->
    [case_changed] มีการเปลี่ยนแปลงหลังจากขอ โปรดขอใหม่
    [does_not_fit_close_rule] ระบุได้เฉพาะเมื่อการขายสิ้นสุดตามเวลาที่กำหนด
    [empty] ต้องไม่เว้นว่าง
    [control_character] มีอักขระที่ใช้ไม่ได้
    [english_missing] ไม่มีข้อความภาษาอังกฤษ
    [essential] การแจ้งเตือนเรื่องเงินและผลรางวัลต้องอยู่ในกล่องข้อความเสมอ
    [in_the_future] เป็นวันที่ในอนาคต
    [in_the_past] เป็นเวลาที่ผ่านมาแล้ว
    [length] เว้นว่างหรือยาวเกินไป
    [malformed] รูปแบบไม่ถูกต้อง
    [missing] ยังไม่ได้ระบุ
    [no_time_zone] ยังไม่ได้ระบุเขตเวลา
    [no_wallet] ไม่มีกระเป๋าเงินสำหรับสกุลนี้
    [not_an_integer] ต้องเป็นจำนวนเต็ม
    [not_of_this_wallet] กระเป๋าเงินนี้ไม่รองรับสกุลนี้
    [not_sha256] ต้องเป็นค่าแฮช SHA-256
    [out_of_range] ตัวเลขน้อยหรือมากเกินไป
    [past] เป็นเวลาที่ผ่านมาแล้วหรือใกล้เกินไป
    [percentage_of_goods] ส่วนแบ่งจากยอดขายต้องเป็นเงินเท่านั้น
    [percentages] ส่วนแบ่งรวมกันเกิน 100%
    [positions] ลำดับต้องเป็น 1, 2, 3 ไปตามลำดับ
    [product_value] มูลค่าหรือสกุลเงินไม่ตรงกับสินค้า
    [raffle_changed] การจับรางวัลถูกแก้ไขหลังจากขออนุมัติ
    [too_long] ยาวเกินไป
    [too_long_ago] เป็นวันที่นานเกินไป
    [too_many] มีมากเกินไปแล้ว
    [unknown] ไม่รู้จักค่านี้
    [unknown_asset] ไม่รู้จักสกุลเงินนี้
    [unknown_country] ไม่รู้จักประเทศนี้
    [unknown_language] ยังไม่รองรับภาษานี้
    [unknown_time_zone] ไม่รู้จักเขตเวลานี้
    [value] มูลค่ารางวัลไม่ถูกต้อง
    [winner_count] จำนวนผู้ชนะไม่สอดคล้องกับจำนวนตั๋ว
   *[other] { $reason }
}
