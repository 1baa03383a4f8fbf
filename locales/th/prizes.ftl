# รางวัลที่ผู้เล่นได้รับ และทางเลือกหากเป็นสิ่งของ

prizes-heading = 🎁 <b>รางวัลของฉัน</b>
prizes-none = 🎁 <b>รางวัลของฉัน</b>

    คุณยังไม่เคยได้รับรางวัล เมื่อได้รับ รางวัลจะแสดงที่นี่ และคุณจะได้รับข้อความ
prizes-item = { $place }. <b>{ $title }</b> · { $value }
    { $raffle }
    { $state ->
        [pending] ⏳ กำลังสรุปผล
        [payable] 💸 กำลังโอนเข้ากระเป๋าเงินของคุณ
        [claimable] 🎁 รับได้ถึง { $when }
        [claimed] 📦 จะจัดส่งให้
        [paid] ✅ โอนเข้ากระเป๋าเงินของคุณแล้ว
        [forfeited] ⛔ ถูกเรียกคืน
       *[expired] ⌛ ไม่ได้รับภายในเวลา (ถึง { $when })
    }
prizes-line = { $place }. { $state ->
    [pending] ⏳
    [payable] 💸
    [claimable] 🎁
    [claimed] 📦
    [paid] ✅
    [forfeited] ⛔
   *[expired] ⌛
} { $title }
prizes-title = 🎁 <b>{ $title }</b> · { $value }
prizes-money = รางวัลเป็นเงิน
prizes-ticket = 🎫 ตั๋ว № { $number } · อันดับ { $position }
prizes-state = { $state ->
    [pending] ⏳ กำลังสรุปผลการจับรางวัล { $way ->
        [thing] จากนั้นคุณจะเลือกได้ว่าจะรับรางวัลนี้อย่างไร
       *[money] จากนั้นเงินจะเข้ากระเป๋าเงินของคุณเอง
    }
    [paid] ▫️ ส่วนแบ่งนี้เป็นศูนย์ เพราะขายได้น้อยเกินไป
   *[payable] 💸 กำลังโอนเงินเข้ากระเป๋าเงินของคุณ เงินจะเข้าเอง คุณไม่ต้องทำอะไร
}
prizes-claimable = 🎁 <b>รางวัลนี้เป็นของคุณ</b> โปรดเลือกภายใน <b>{ $when }</b> ({ $countdown }): ให้จัดส่ง หรือรับมูลค่าเป็นเงิน หลังจากนั้นจะรับไม่ได้
prizes-claimed = 📦 <b>คุณเลือกให้จัดส่ง</b> ({ $when }) จะส่งไปที่:
    <blockquote>{ $address }</blockquote>
prizes-paid = { $way ->
    [thing] ✅ คุณรับมูลค่าเป็นเงิน: โอน <b>{ $value }</b> เข้ากระเป๋าเงินของคุณแล้ว ({ $when })
   *[money] ✅ โอน <b>{ $value }</b> เข้ากระเป๋าเงินของคุณแล้ว ({ $when })
}
prizes-expired = ⌛ หมดเวลารับรางวัลนี้เมื่อ { $when } หากมีเหตุให้รับไม่ทัน โปรดติดต่อฝ่ายช่วยเหลือและแจ้ง { $number }
prizes-forfeited = ⛔ รางวัลนี้ถูกเรียกคืน: เจ้าหน้าที่สองคนของผู้ดำเนินการพบว่าคุณไม่มีสิทธิ์ได้รับ หากเป็นความผิดพลาด โปรดติดต่อฝ่ายช่วยเหลือและแจ้ง { $number }
prizes-stepped-in = 🔁 ผู้ถูกรางวัลเสียสิทธิ์ คุณจึงได้รับในฐานะผู้ถูกรางวัลสำรอง
prizes-deliver = 📦 ให้จัดส่ง
prizes-take = 💰 รับเป็นเงิน { $value }
prizes-where-to = 📦 <b>{ $title }</b>

    { $saved ->
        [0] จะให้ส่งไปที่ไหน คุณยังไม่มีที่อยู่ที่บันทึกไว้
       *[other] จะให้ส่งไปที่ไหน โปรดเลือกที่อยู่ ขั้นตอนนี้ยังเปลี่ยนได้
    }
prizes-before-delivery = 📦 <b>{ $title }</b>

    จะส่งไปที่:
    <blockquote>{ $address }</blockquote>
    <b>ยืนยันแล้วเปลี่ยนไม่ได้</b> ทั้งที่อยู่ และจะรับมูลค่าเป็นเงินไม่ได้อีก
prizes-before-cash = 💰 <b>{ $title }</b>

    <b>{ $value }</b> จะเข้ากระเป๋าเงินของคุณทันที และจะไม่มีการจัดส่ง

    <b>ยืนยันแล้วเปลี่ยนไม่ได้</b>
prizes-confirm-delivery = ✅ ใช่ ส่งไปที่นี่
prizes-confirm-cash = ✅ รับ { $value }
prizes-other-address = 📍 ที่อยู่อื่น
prizes-open = 🎁 รางวัลของฉัน
prizes-own = 🎁 รางวัลของฉัน

command-prizes = รางวัลที่คุณได้รับ
