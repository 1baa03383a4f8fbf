# การ์ดในแชทอื่น

sharing-share = 📤 แชร์
sharing-play = 🎟 ดูลอตเตอรี่นี้
sharing-open-bot = เปิดบอท
sharing-description = ใบละ { $price } · เหลือ { $left } ใบ
