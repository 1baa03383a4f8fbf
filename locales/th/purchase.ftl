# การซื้อตั๋ว

purchase-tickets = { $count } ใบ
purchase-other = ✏️ จำนวนอื่น
purchase-how-many = <b>{ $title }</b>

    ต้องการกี่ใบ พิมพ์จำนวน เหลือ { $left } ใบ
purchase-hint-number = ⚠️ ไม่ใช่จำนวนเต็ม โปรดพิมพ์เป็นตัวเลข เช่น 3
purchase-hint-positive = ⚠️ อย่างน้อย 1 ใบ
purchase-hint-left = ⚠️ ตั๋วมีไม่ถึงจำนวนนั้น เหลือ { $left } ใบ
purchase-hint-most = ⚠️ ครั้งละไม่เกิน 10000 ใบ
purchase-confirm = 🛒 <b>{ $title }</b>
purchase-sum = { $quantity } × { $price } = <b>{ $total }</b>
purchase-balance = ยอดเงินของคุณ: { $balance }
purchase-balance-after = คงเหลือ: { $after }
purchase-missing = ⚠️ ขาดอีก { $missing } โปรดเติมเงินเข้ากระเป๋า ฝ่ายช่วยเหลือจะบอกวิธี
purchase-chances = โอกาสของตั๋ว { $tickets } ใบของคุณ: { $now } จากที่ขายแล้วตอนนี้ { $full } เมื่อขายหมด
purchase-pay = ✅ จ่าย { $total }
purchase-change = ✏️ จำนวนอื่น
purchase-wallet = 👛 กระเป๋าเงิน
purchase-support = 💬 ฝ่ายช่วยเหลือ
purchase-bought = ✅ คุณซื้อตั๋ว { $count } ใบแล้ว
purchase-numbers = 🎫 หมายเลข: <b>{ $numbers }</b>
purchase-paid = จ่ายแล้ว: { $total }
purchase-order = คำสั่งซื้อ: <code>{ $order }</code>
purchase-commit = 🔏 server_commit <code>{ $commit }</code>
purchase-more = ➕ ซื้อเพิ่ม
purchase-my-tickets = 🎫 ตั๋วของฉัน
purchase-refused = 🛒 <b>{ $title }</b>
purchase-nothing-paid = ยังไม่มีการหักเงิน
purchase-loss-help = หากการเล่นไม่สนุกอีกต่อไป โปรดหยุดพักและพูดคุยกับคนที่คุณไว้ใจ หรือสายด่วนช่วยเหลือในประเทศของคุณ
purchase-fewer = ซื้อ { $fewer } ใบ
purchase-again = 🔄 ลองอีกครั้ง
purchase-profile = 📝 กรอกข้อมูลให้ครบ
