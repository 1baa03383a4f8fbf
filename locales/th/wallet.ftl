# ยอดเงิน รายการเดินบัญชี และการแลกเปลี่ยน

wallet-heading = 👛 <b>กระเป๋าเงิน</b>
wallet-empty = ยังไม่มียอดเงิน ฝ่ายช่วยเหลือจะบอกวิธีเติมเงิน
wallet-balance = { $wallet } · <b>{ $money }</b>
wallet-open-history = 📜 { $wallet }, { $asset }
wallet-history = 📜 <b>{ $wallet }</b> · { $money }
wallet-no-history = ยังไม่มีรายการ
wallet-line = <b>{ $amount }</b> · { $kind }
    { $when } · คงเหลือ { $after }
wallet-kind = { $kind ->
    [admin_credit] ผู้จัดเติมเงินให้
    [exchange] แลกเปลี่ยน
    [sale] ซื้อตั๋ว
    [refund] คืนเงิน
    [prize] รางวัล
    [reversal] แก้ไขรายการ
   *[other] { $side ->
        [in] รับเข้า
       *[out] จ่ายออก
    }
}
wallet-exchange = 🔁 แลกเปลี่ยน
wallet-choose-pair = ต้องการแลกอะไร
wallet-no-pairs = ขณะนี้สิ่งที่คุณมีอยู่แลกเปลี่ยนไม่ได้
wallet-how-much = จำนวนเท่าไร คุณมี { $balance } โปรดพิมพ์จำนวน
wallet-hint = ⚠️ ไม่ใช่จำนวนเงิน โปรดพิมพ์เป็นตัวเลข เช่น 12.50
wallet-quote = 🔁 คุณให้ <b>{ $given }</b> และได้รับ <b>{ $taken }</b>
    คงเหลือ: { $after }
wallet-short = ⚠️ คุณมีไม่พอ โปรดเลือกจำนวนที่น้อยลง
wallet-confirm = ✅ รับ { $taken }
wallet-change = ✏️ จำนวนอื่น
wallet-exchanged = ✅ แลกแล้ว: { $given } → <b>{ $taken }</b>

command-wallet = ยอดเงินและประวัติ
