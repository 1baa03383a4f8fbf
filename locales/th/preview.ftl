# สิ่งที่แอปแชตแสดงจากลิงก์ของการจับรางวัล: ข้อความและภาพ ข้อความธรรมดา

preview-state = { $state ->
    [open] กำลังขาย · ขายแล้ว { $percent } %
    [closing] กำลังผนึกรายการตั๋ว
    [closed] กำลังรอบีคอนรอบ { $round }
    [cancelling] กำลังคืนเงิน
    [cancelled] ยกเลิกและคืนเงินแล้ว
   *[other] จับรางวัลแล้ว
}
preview-halted = ระงับไว้จนกว่าจะมีคนตรวจสอบ
preview-winners = { $count ->
    [1] ตั๋วที่ถูกรางวัล
   *[other] ตั๋วที่ถูกรางวัล ({ $count })
}
preview-more = และอีก { $count }
preview-close = บันทึกการปิด { $hash }…
preview-verify = ใครก็ตรวจสอบการจับรางวัลนี้ได้
preview-verify-at = ตรวจสอบเอง: { $address }
