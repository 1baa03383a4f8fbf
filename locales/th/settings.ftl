# การตั้งค่าของผู้เล่น

settings-main = <b>ตั้งค่า</b>

    ภาษา: { $language }
    เขตเวลา: { $zone }
settings-country = ประเทศ: { $country }
settings-language = 🌐 ภาษา
settings-zone = 🕒 เขตเวลา
settings-addresses = 📍 ที่อยู่
settings-choose-language = เลือกภาษาของคุณ
settings-choose-zone = เลือกเขตเวลา หรือพิมพ์ชื่อเมืองใหญ่ใกล้คุณเป็นภาษาอังกฤษ
