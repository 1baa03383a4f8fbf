# ที่อยู่สำหรับส่งของให้ผู้เล่น

addresses-heading = 📍 <b>ที่อยู่</b>

    ใช้ส่งรางวัลที่เป็นสิ่งของ ⭐ คือที่อยู่ที่แสดงเป็นอันดับแรก
addresses-none = 📍 <b>ที่อยู่</b>

    คุณยังไม่ได้บันทึกที่อยู่ ใช้เฉพาะเมื่อต้องการให้จัดส่งรางวัล
addresses-full = เต็มแล้ว: เก็บที่อยู่ได้ { $maximum } แห่ง โปรดลบบางแห่งก่อนเพิ่มใหม่
addresses-line = { $mark ->
    [default] ⭐
   *[other] 📍
} { $address }
addresses-card = 📍 <b>ที่อยู่</b>

    <blockquote>{ $address }</blockquote>
    { $mark ->
        [default] ⭐ แสดงเป็นอันดับแรก
       *[other] หากต้องการแก้ไข ให้เพิ่มใหม่แล้วลบที่อยู่นี้
    }
addresses-gone = 📍 ที่อยู่นี้ไม่อยู่ในรายการของคุณแล้ว
addresses-add = ➕ ที่อยู่ใหม่
addresses-make-default = ⭐ แสดงเป็นอันดับแรก
addresses-remove = 🗑 ลบ
addresses-remove-question = 🗑 <b>ลบที่อยู่นี้หรือไม่</b>

    <blockquote>{ $address }</blockquote>
    รางวัลที่คุณให้ส่งไปที่นี่แล้วจะยังคงส่งไปที่นี่
addresses-step = 📍 <b>ที่อยู่ใหม่</b> · { $step } จาก { $steps }
addresses-ask-recipient = 👤 ใครเป็นผู้รับพัสดุ พิมพ์ชื่อและนามสกุลเต็มตามที่ผู้ส่งของต้องใช้
addresses-ask-phone_number = 📞 ผู้ส่งของโทรหาหมายเลขใดได้ พิมพ์โดยมีเครื่องหมายบวกและรหัสประเทศ เช่น +66 81 234 5678
addresses-ask-country = 🌍 ประเทศใด โปรดเลือกหรือพิมพ์ชื่อประเทศ
addresses-ask-region = 🗺 จังหวัดหรือรัฐใด
addresses-ask-city = 🏙 เมือง อำเภอ หรือเขตใด
addresses-ask-line1 = 🏠 บ้านเลขที่ ถนน และห้อง
addresses-ask-line2 = 🚪 มีอะไรอีกที่ช่วยผู้ส่งของได้ เช่น อาคาร ชั้น จุดสังเกต
addresses-ask-postal_code = { $example ->
    [none] 📮 รหัสไปรษณีย์ หากมี
   *[other] 📮 รหัสไปรษณีย์ตามรูปแบบของ{ $country } เช่น { $example }
}
addresses-now = ขณะนี้: <b>{ $value }</b>
addresses-keep = ➡️ ใช้ค่าเดิม
addresses-skip = ⏭ ไม่ระบุ
addresses-leave = ✖ ยกเลิก
addresses-check = 📍 <b>ถูกต้องทั้งหมดหรือไม่</b>

    <blockquote>{ $address }</blockquote>
addresses-save = ✅ บันทึก
addresses-change = ✏️ { $field ->
    [recipient] ผู้รับ
    [phone_number] โทรศัพท์
    [country] ประเทศ
    [region] จังหวัด
    [city] เมือง
    [line1] ถนน
    [line2] รายละเอียด
   *[postal_code] รหัสไปรษณีย์
}
