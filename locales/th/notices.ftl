# ข้อความที่ผู้เล่นได้รับโดยไม่ต้องถาม เป็น HTML ตามที่ Telegram รับ ค่าต่าง ๆ ถูก escape แล้ว

notice-button-raffle = เปิดดูลอตเตอรี่
notice-button-approval = เปิดคำขอ
notice-button-prize = เปิดดูรางวัล
notice-draw-sealed =
    🔒 <b>{ $title }</b> ({ $raffle })

    ปิดการขายและผนึกรายชื่อตั๋วแล้ว การจับรางวัลรอบีคอนรอบที่ { $round }: { $draw_countdown }
notice-draw-lost =
    🎟 <b>{ $title }</b> ({ $raffle }) จับรางวัลแล้ว

    { $winner_count ->
        [0] ไม่มีตั๋วใดถูกรางวัล
        [1] ตั๋วที่ถูกรางวัลคือ { $winning_number }
       *[other] มีตั๋วถูกรางวัล { $winner_count } ใบ รางวัลที่หนึ่งคือตั๋ว { $winning_number }
    } ครั้งนี้ไม่มีตั๋วของคุณ คุณตรวจสอบการจับรางวัลได้ด้วยตนเอง
notice-draw-won =
    🎉 <b>{ $title }</b> ({ $raffle }) จับรางวัลแล้ว และคุณถูกรางวัล!

    { $winner_count ->
        [1] ตั๋วที่ถูกรางวัลคือ { $winning_number }
       *[other] มีตั๋วถูกรางวัล { $winner_count } ใบ รางวัลที่หนึ่งคือตั๋ว { $winning_number }
    }
notice-prize-won =
    🏆 คุณได้รับรางวัล <b>{ $value }</b> จาก “{ $title }” ({ $raffle })

    { $ticket_count ->
        [1] ตั๋วที่ถูกรางวัลของคุณ: { $tickets }
       *[other] ตั๋วที่ถูกรางวัลของคุณ { $ticket_count } ใบ: { $tickets }
    }
    { $is_to_choose ->
        [1] เปิดดูรางวัลแล้วเลือกภายใน { $claim_by_at }: ให้จัดส่ง หรือรับมูลค่าเป็นเงิน
       *[0] รางวัลทั้งหมดของคุณ: /prizes
    }
notice-prize-paid =
    💰 <b>{ $amount }</b> อยู่ในกระเป๋าเงินของคุณแล้ว: รางวัลของตั๋ว { $ticket } ใน “{ $title }” ({ $raffle })
notice-prize-stepped-in =
    🔁 มีรางวัลที่ไม่มีผู้รับใน “{ $title }” ({ $raffle }) และคุณคือผู้ถูกรางวัลสำรองลำดับถัดไป: <b>{ $value }</b> เป็นของคุณ ด้วยตั๋ว { $ticket }

    { $is_to_choose ->
        [1] เปิดดูรางวัลแล้วเลือกภายใน { $claim_by_at }: ให้จัดส่ง หรือรับมูลค่าเป็นเงิน
       *[0] เงินจะโอนเข้ากระเป๋าเงินของคุณเอง
    }
notice-prize-lost =
    { $is_late ->
        [1] ⌛ หมดเวลารับรางวัลของตั๋ว { $ticket } ใน “{ $title }” ({ $raffle }) มูลค่า <b>{ $value }</b> ตามกติการางวัลจะตกเป็นของผู้ถูกรางวัลสำรองลำดับถัดไป หากมี
       *[0] ⛔ รางวัลของตั๋ว { $ticket } ใน “{ $title }” ({ $raffle }) มูลค่า <b>{ $value }</b> ถูกเรียกคืน: เจ้าหน้าที่สองคนของผู้ดำเนินการพบว่าคุณไม่มีสิทธิ์ได้รับ หากเป็นความผิดพลาด โปรดติดต่อฝ่ายช่วยเหลือ
    }
notice-raffle-refunded =
    ↩️ { $reason ->
        [reveal_overdue] การจับรางวัล “{ $title }” ({ $raffle }) ไม่ได้เปิดเผยทันเวลา ตามกติกาถือเป็นโมฆะและคืนเงินทุกใบ
        [late_publication] บันทึกการปิดของ “{ $title }” ({ $raffle }) เผยแพร่ช้าเกินไป ตามกติกาการจับรางวัลถือเป็นโมฆะและคืนเงินทุกใบ
       *[other] “{ $title }” ({ $raffle }) ถูกยกเลิก
    } เงิน <b>{ $amount }</b> คืนเข้ากระเป๋าเงินของคุณแล้ว
notice-tickets-voided =
    🕳 ตั๋ว { $tickets } ({ $ticket_count } ใบ) ของคุณใน “{ $title }” ({ $raffle }) ถูกยกเลิกโดยเจ้าหน้าที่สองคน จึงไม่อยู่ในการจับรางวัล เงิน <b>{ $amount }</b> คืนเข้ากระเป๋าเงินแล้ว หากคิดว่าผิดพลาด โปรดติดต่อฝ่ายช่วยเหลือ
notice-wallet-credited =
    💰 เพิ่ม <b>{ $amount }</b> เข้ากระเป๋าเงินของคุณแล้ว เลขอ้างอิง: { $reference }
notice-watched-opened =
    🟢 <b>{ $title }</b> ({ $raffle }) เปิดขายแล้ว: { $total } ใบ ราคาใบละ { $price }
notice-watched-nearly-sold =
    ⏳ <b>{ $title }</b> ({ $raffle }) ใกล้ขายหมด: เหลือ { $left } ใบ
notice-watched-draw-soon =
    ⏰ <b>{ $title }</b> ({ $raffle }): ปิดการขาย { $ends_countdown } จากนั้นจับรางวัล
notice-approval-requested =
    🔔 รอการอนุมัติจากคุณ: { $asks ->
        [credit] เติมเงิน <b>{ $amount }</b>
        [close] การปิดการขาย <b>{ $number }</b> ก่อนเวลา
        [release] การปลดการระงับของ <b>{ $number }</b>
        [void] การยกเลิกตั๋วของ <b>{ $number }</b>
        [disqualification] ตัดสิทธิ์ผู้ถูกรางวัลของ <b>{ $number }</b>
       *[publication] เผยแพร่ <b>{ $number }</b>
    } ขอโดย { $requester } หมดอายุ { $expires_at } /approvals
notice-approval-decided =
    { $outcome ->
        [executed] ✅ อนุมัติโดย { $decider }:
        [rejected] ❌ ปฏิเสธโดย { $decider }:
       *[expired] ⌛ หมดอายุแล้ว ไม่มีใครตัดสินใจภายในหนึ่งวัน:
    } { $asks ->
        [credit] เติมเงิน <b>{ $amount }</b>
        [close] การปิดการขาย <b>{ $number }</b> ก่อนเวลา
        [release] การปลดการระงับของ <b>{ $number }</b>
        [void] การยกเลิกตั๋วของ <b>{ $number }</b>
        [disqualification] ตัดสิทธิ์ผู้ถูกรางวัลของ <b>{ $number }</b>
       *[publication] เผยแพร่ <b>{ $number }</b>
    } ขอโดย { $requester }
notice-critical-event =
    🚨 <b>{ critical-what }</b>
    { $number } · { $happened_at }
    { $said }
    /critical
