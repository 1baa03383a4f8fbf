# สินทรัพย์ที่ไม่ใช่สกุลเงิน แอตทริบิวต์คือชื่อโดยไม่มีจำนวน

money-coin = { $amount } เหรียญ
    .name = เหรียญ
money-credit = { $amount } เครดิต
    .name = เครดิต
money-xtr = { $amount } ดาว
    .name = ดาว Telegram
